package org.espalier.models.space;

import org.espalier.models.layer.LayerBuilder;

/**
 * How images enter a network of DARTS cells.
 *
 * @param before what the first cell takes for the cell before the last
 * @param last what it takes for the last
 * @param isHalved whether the last is half as high and wide as the one before
 */
record DartsStem<T>(T before, T last, boolean isHalved) {

  /**
   * Describes it.
   *
   * @param channels channels of an operation in the first cells
   */
  static <T> DartsStem<T> of(LayerBuilder<T> b, StemSettings settings, int channels, T images) {
    int wide = settings.multiplier() * channels;
    if (settings.kind() == Stem.CIFAR) {
      var x = convNorm(b, "stem", images, wide, 1);
      return new DartsStem<>(x, x, false);
    }
    var narrow = convNorm(b, "stem0/first", images, wide / 2, 2);
    var before = convNorm(b, "stem0/second", b.relu(narrow), wide, 2);
    var last = convNorm(b, "stem1", b.relu(before), wide, 2);
    return new DartsStem<>(before, last, true);
  }

  private static <T> T convNorm(LayerBuilder<T> b, String name, T x, int out, int stride) {
    return b.norm(name, b.conv(name, x, 3, out, stride), true);
  }
}
