/** What does a candidate score, and at what cost? */
@NullMarked
package org.espalier.transforms.evaluate;

import org.jspecify.annotations.NullMarked;
