package org.espalier.models.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Average pools. Padding does not count in the mean: TensorFlow divides by the pixels inside the
 * image.
 */
final class AveragePool {
  private AveragePool() {}

  /** 3×3, stride 1, padding 1: same shape. */
  static Operand<TFloat32> sameSize(Ops tf, Operand<TFloat32> x) {
    return tf.nn.avgPool(x, List.of(1L, 3L, 3L, 1L), List.of(1L, 1L, 1L, 1L), "SAME");
  }

  /** 2×2, stride 2: half the height and width. */
  static Operand<TFloat32> half(Ops tf, Operand<TFloat32> x) {
    return tf.nn.avgPool(x, List.of(1L, 2L, 2L, 1L), List.of(1L, 2L, 2L, 1L), "VALID");
  }
}
