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

  /** 3×3, padding 1 on each side: [batch, ⌈h/stride⌉, ⌈w/stride⌉, channels], stride 1 or 2. */
  static Operand<TFloat32> of3x3(Ops tf, Operand<TFloat32> x, int stride) {
    if (stride == 1) {
      return sameSize(tf, x);
    }
    // With a stride, TensorFlow's own padding is only at bottom and right of an even extent.
    var paddings = tf.constant(new int[][] {{0, 0}, {1, 1}, {1, 1}, {0, 0}});
    var padded = tf.pad(x, paddings, tf.constant(0f));
    var ninths = tf.nn.avgPool(padded, List.of(1L, 3L, 3L, 1L), List.of(1L, 2L, 2L, 1L), "VALID");
    return tf.math.mul(ninths, tf.constant(corrections(Pixels.height(x), Pixels.width(x))));
  }

  /** 2×2, stride 2: half the height and width. */
  static Operand<TFloat32> half(Ops tf, Operand<TFloat32> x) {
    return tf.nn.avgPool(x, List.of(1L, 2L, 2L, 1L), List.of(1L, 2L, 2L, 1L), "VALID");
  }

  /////////////////////////////////////////////////////////////////////////////

  /** Nine by the pixels inside the image, for each window: [⌈h/2⌉, ⌈w/2⌉, 1]. */
  private static float[][][] corrections(int height, int width) {
    var corrections = new float[(height + 1) / 2][(width + 1) / 2][1];
    for (int row = 0; row < corrections.length; row++) {
      for (int column = 0; column < corrections[row].length; column++) {
        corrections[row][column][0] = 9f / (inside(row, height) * inside(column, width));
      }
    }
    return corrections;
  }

  private static int inside(int window, int extent) {
    return Math.min(extent, 2 * window + 2) - Math.max(0, 2 * window - 1);
  }
}
