package org.espalier.models.network;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * ReLU, convolution 1×1, batch normalization: what brings an input of a DARTS cell to its width.
 */
final class ReluConvBn {
  private ReluConvBn() {}

  /** [batch, h, w, in] → [batch, h, w, out]. */
  static Operand<TFloat32> apply(
      Build build, String name, NodeValue x, int in, int out, boolean affine) {
    var y = Convolution.apply(build, name, x.relu(), 1, in, out, 1);
    return BatchNormalization.apply(build, name, y, out, affine);
  }
}
