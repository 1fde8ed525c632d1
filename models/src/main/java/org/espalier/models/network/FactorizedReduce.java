package org.espalier.models.network;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Half the height and width without a kernel's overlap: ReLU, two convolutions 1×1 of stride 2, the
 * second one pixel further down and right, side by side, batch normalization; optionally times a
 * scalar weight.
 *
 * <p>Source: Liu et al. 2019, DARTS, arXiv:1806.09055, its code's {@code FactorizedReduce}. An odd
 * extent gets one more row or column at the top or left before both, as in CNAS.
 */
final class FactorizedReduce {
  private FactorizedReduce() {}

  /**
   * [batch, h, w, in] → [batch, ⌈h/2⌉, ⌈w/2⌉, out].
   *
   * @param out at least 2; of an odd number the second convolution makes one more
   */
  static Operand<TFloat32> apply(
      Build build,
      String name,
      NodeValue x,
      int in,
      int out,
      boolean affine,
      @Nullable Operand<TFloat32> weight) {
    if (out < 2) {
      throw new IllegalArgumentException("out must be at least 2, was " + out);
    }
    var tf = build.tf();
    var even = evenExtents(tf, x.relu());
    var shifted = tf.slice(even, tf.array(0, 1, 1, 0), tf.array(-1, -1, -1, -1));
    int half = out / 2;
    var y =
        tf.concat(
            List.of(
                Convolution.apply(build, name + "/even", even, 1, in, half, 2),
                Convolution.apply(build, name + "/odd", shifted, 1, in, out - half, 2)),
            tf.constant(3));
    return BatchNormalization.apply(build, name, y, out, affine, weight);
  }

  private static Operand<TFloat32> evenExtents(Ops tf, Operand<TFloat32> x) {
    int top = Pixels.height(x) % 2;
    int left = Pixels.width(x) % 2;
    if (top + left == 0) {
      return x;
    }
    var paddings = tf.constant(new int[][] {{0, 0}, {top, 0}, {left, 0}, {0, 0}});
    return tf.pad(x, paddings, tf.constant(0f));
  }
}
