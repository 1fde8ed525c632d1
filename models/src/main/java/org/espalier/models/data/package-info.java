/**
 * Which images a network sees, in which order: image sets, splits, shards and batches. Images are
 * unsigned bytes laid out {@code [image, height, width, channel]}.
 */
@NullMarked
package org.espalier.models.data;

import org.jspecify.annotations.NullMarked;
