package org.espalier.models.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Which pixels of images [batch, h, w, channels] there are. */
final class Pixels {
  private Pixels() {}

  /** The pixels of even row and column: [batch, ⌈h/2⌉, ⌈w/2⌉, channels]. */
  static Operand<TFloat32> everyOther(Ops tf, Operand<TFloat32> x) {
    var end = tf.array(Integer.MAX_VALUE, height(x), width(x), Integer.MAX_VALUE);
    return tf.stridedSlice(x, tf.array(0, 0, 0, 0), end, tf.array(1, 2, 2, 1));
  }

  static int height(Operand<TFloat32> x) {
    return extent(x, 1);
  }

  static int width(Operand<TFloat32> x) {
    return extent(x, 2);
  }

  private static int extent(Operand<TFloat32> x, int axis) {
    var shape = x.shape();
    if (shape.numDimensions() != 4 || shape.get(axis) < 1) {
      throw new IllegalArgumentException(
          "images must have a known height and width, have the shape " + shape);
    }
    return Math.toIntExact(shape.get(axis));
  }
}
