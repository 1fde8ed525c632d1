package org.espalier.models.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The maximum of 3×3 pixels, padding 1 on each side, as in PyTorch; padding is never the maximum.
 */
final class MaxPool {
  private MaxPool() {}

  /** [batch, h, w, channels] → [batch, ⌈h/stride⌉, ⌈w/stride⌉, channels]. */
  static Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, int stride) {
    var size = tf.array(1, 3, 3, 1);
    var strides = tf.array(1, stride, stride, 1);
    if (stride == 1) {
      return tf.nn.maxPool(x, size, strides, "SAME");
    }
    // With a stride, SAME pads only bottom and right of an even extent.
    var paddings = tf.constant(new int[][] {{0, 0}, {1, 1}, {1, 1}, {0, 0}});
    var padded = tf.pad(x, paddings, tf.constant(-Float.MAX_VALUE));
    return tf.nn.maxPool(padded, size, strides, "VALID");
  }
}
