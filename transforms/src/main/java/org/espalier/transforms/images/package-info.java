/** Which images does a search see? */
@NullMarked
package org.espalier.transforms.images;

import org.jspecify.annotations.NullMarked;
