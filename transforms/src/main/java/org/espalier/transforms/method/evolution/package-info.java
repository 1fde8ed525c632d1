/**
 * Evolution of search spaces: populations of cells, trained side by side and evaluated by gradient.
 */
@NullMarked
package org.espalier.transforms.method.evolution;

import org.jspecify.annotations.NullMarked;
