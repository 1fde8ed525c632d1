package org.espalier.models.network;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * ReLU, convolution, batch normalization: nor_conv of NAS-Bench-201, optionally times a scalar
 * weight.
 */
final class NorConv {
  private NorConv() {}

  static Operand<TFloat32> apply(
      Build build,
      String name,
      NodeValue x,
      int size,
      int channels,
      boolean affine,
      @Nullable Operand<TFloat32> weight) {
    var y = Convolution.apply(build, name, x.relu(), size, channels, channels, 1);
    return BatchNormalization.apply(build, name, y, channels, affine, weight);
  }
}
