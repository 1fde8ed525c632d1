package org.espalier.models.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Which pixels of images [batch, h, w, channels] there are. */
final class Pixels {
  private Pixels() {}

  /**
   * The pixels of even row and column: [batch, ⌈h/2⌉, ⌈w/2⌉, channels]. As the mean of one pixel
   * each, many times as fast as a strided slice.
   */
  static Operand<TFloat32> everyOther(Ops tf, Operand<TFloat32> x) {
    return tf.nn.avgPool(x, List.of(1L, 1L, 1L, 1L), List.of(1L, 2L, 2L, 1L), "VALID");
  }

  /** One more row at the top and column at the left where their number is odd. */
  static Operand<TFloat32> evenExtents(Ops tf, Operand<TFloat32> x) {
    int top = height(x) % 2;
    int left = width(x) % 2;
    if (top + left == 0) {
      return x;
    }
    var paddings = tf.constant(new int[][] {{0, 0}, {top, 0}, {left, 0}, {0, 0}});
    return tf.pad(x, paddings, tf.constant(0f));
  }

  static int height(Operand<TFloat32> x) {
    return extent(x, 1);
  }

  static int width(Operand<TFloat32> x) {
    return extent(x, 2);
  }

  static int channels(Operand<TFloat32> x) {
    return extent(x, 3);
  }

  private static int extent(Operand<TFloat32> x, int axis) {
    var shape = x.shape();
    if (shape.numDimensions() != 4 || shape.get(axis) < 1) {
      throw new IllegalArgumentException(
          "images must have a known height, width and channels, have the shape " + shape);
    }
    return Math.toIntExact(shape.get(axis));
  }
}
