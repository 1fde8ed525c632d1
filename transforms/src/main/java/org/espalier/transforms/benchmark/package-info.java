/** What was recorded of architectures that others have trained? */
@NullMarked
package org.espalier.transforms.benchmark;

import org.jspecify.annotations.NullMarked;
