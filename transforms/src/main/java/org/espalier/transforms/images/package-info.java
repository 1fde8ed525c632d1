/** Which images does a search see, and on which is a network evaluated? */
@NullMarked
package org.espalier.transforms.images;

import org.jspecify.annotations.NullMarked;
