/** How does a search method propose and learn? Plain Java, without Beam. */
@NullMarked
package org.espalier.transforms.method;

import org.jspecify.annotations.NullMarked;
