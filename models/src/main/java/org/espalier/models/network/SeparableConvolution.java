package org.espalier.models.network;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Twice ReLU, depthwise convolution, pointwise convolution, batch normalization: sep_conv of DARTS,
 * optionally times a scalar weight. The stride is the first half's.
 *
 * <p>Source: Liu et al. 2019, DARTS, arXiv:1806.09055, section 3.1.
 */
final class SeparableConvolution {
  private SeparableConvolution() {}

  /** [batch, h, w, channels] → [batch, ⌈h/stride⌉, ⌈w/stride⌉, channels]. */
  static Operand<TFloat32> apply(
      Build build,
      String name,
      NodeValue x,
      int size,
      int channels,
      int stride,
      boolean affine,
      @Nullable Operand<TFloat32> weight) {
    var first = name + "/first";
    var y = pair(build, first, x.relu(), size, channels, stride);
    y = BatchNormalization.apply(build, first, y, channels, affine);
    var second = name + "/second";
    y = pair(build, second, build.tf().nn.relu(y), size, channels, 1);
    return BatchNormalization.apply(build, second, y, channels, affine, weight);
  }

  private static Operand<TFloat32> pair(
      Build build, String name, Operand<TFloat32> x, int size, int channels, int stride) {
    var y = DepthwiseConvolution.apply(build, name + "/depthwise", x, size, channels, stride);
    return Convolution.apply(build, name + "/pointwise", y, 1, channels, channels, 1);
  }
}
