/** Which images does a search see, and which does a network judge? */
@NullMarked
package org.espalier.transforms.images;

import org.jspecify.annotations.NullMarked;
