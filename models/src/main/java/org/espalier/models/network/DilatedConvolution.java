package org.espalier.models.network;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * ReLU, depthwise convolution of dilation 2, pointwise convolution, batch normalization: dil_conv
 * of DARTS, optionally times a scalar weight.
 *
 * <p>Source: Liu et al. 2019, DARTS, arXiv:1806.09055, section 3.1.
 */
final class DilatedConvolution {
  private DilatedConvolution() {}

  /** [batch, h, w, channels] → [batch, ⌈h/stride⌉, ⌈w/stride⌉, channels], stride 1 or 2. */
  static Operand<TFloat32> apply(
      Build build,
      String name,
      NodeValue x,
      int size,
      int channels,
      int stride,
      boolean affine,
      @Nullable Operand<TFloat32> weight) {
    var depthwise = name + "/depthwise";
    var y = DepthwiseConvolution.dilated(build, depthwise, x.relu(), size, channels, stride);
    y = Convolution.apply(build, name + "/pointwise", y, 1, channels, channels, 1);
    return BatchNormalization.apply(build, name, y, channels, affine, weight);
  }
}
