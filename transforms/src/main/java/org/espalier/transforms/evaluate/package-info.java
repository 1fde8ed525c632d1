/** How a candidate gets its score: from a benchmark's table or from shared weights. */
@NullMarked
package org.espalier.transforms.evaluate;

import org.jspecify.annotations.NullMarked;
