package org.espalier.models.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The maximum of 3×3 pixels, padding 1 on each side, as in PyTorch; padding is never the maximum.
 *
 * <p>First of three rows, then of three columns, by elementwise maxima: TensorFlow's own pool is
 * several times as slow as a convolution on a processor, most of it in the gradient.
 */
final class MaxPooling {
  private MaxPooling() {}

  /** [batch, h, w, channels] → [batch, ⌈h/stride⌉, ⌈w/stride⌉, channels], stride 1 or 2. */
  static Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, int stride) {
    var largest = ofThree(tf, ofThree(tf, x, 1), 2);
    return stride == 1 ? largest : Pixels.everyOther(tf, largest);
  }

  private static Operand<TFloat32> ofThree(Ops tf, Operand<TFloat32> x, int axis) {
    var paddings = new int[4][2];
    paddings[axis] = new int[] {1, 1};
    var padded = tf.pad(x, tf.constant(paddings), tf.constant(-Float.MAX_VALUE));
    var readers = SharedOutput.of(tf, padded);
    var extents = new int[] {-1, -1, -1, -1};
    extents[axis] = axis == 1 ? Pixels.height(x) : Pixels.width(x);
    Operand<TFloat32> largest = part(tf, readers, axis, 0, extents);
    for (int from = 1; from < 3; from++) {
      largest = tf.math.maximum(largest, part(tf, readers, axis, from, extents));
    }
    return largest;
  }

  private static Operand<TFloat32> part(
      Ops tf, SharedOutput padded, int axis, int from, int[] extents) {
    var begin = new int[4];
    begin[axis] = from;
    return tf.slice(padded.next(), tf.constant(begin), tf.constant(extents));
  }
}
