/**
 * How are networks of the NAS-Bench-201 cell built, trained and scored? Image tensors are {@code
 * [batch, height, width, channels]}.
 */
@NullMarked
package org.espalier.models.network;

import org.jspecify.annotations.NullMarked;
