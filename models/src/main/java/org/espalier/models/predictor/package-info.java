/** How good is an architecture likely to be? A small net that learns from those measured. */
@NullMarked
package org.espalier.models.predictor;

import org.jspecify.annotations.NullMarked;
