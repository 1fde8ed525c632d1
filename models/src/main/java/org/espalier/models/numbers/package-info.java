/** How do numbers become choices and steps? Indices, distributions, optimizers, seeds. */
@NullMarked
package org.espalier.models.numbers;

import org.jspecify.annotations.NullMarked;
