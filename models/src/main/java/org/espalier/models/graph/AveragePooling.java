package org.espalier.models.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Average pools. Padding does not count in the mean.
 *
 * <p>On a processor, TensorFlow's own pool of stride 1 takes as long for 4 channels as for 12, and
 * with 16 a quarter of that: at 64×32×32 pixels 4.8, 4.8 and 1.1 ms, forward and backward. A
 * depthwise convolution of ones takes 1.0, 1.5 and 1.5. So few channels are convolved.
 */
final class AveragePooling {
  private static final List<Long> ONE = List.of(1L, 1L, 1L, 1L);

  /** Channels from which on TensorFlow's own pool is the faster one. */
  private static final int MANY = 16;

  private AveragePooling() {}

  /** 3×3, stride 1, padding 1: same shape. */
  static Operand<TFloat32> sameSize(Ops tf, Operand<TFloat32> x) {
    int channels = Pixels.channels(x);
    if (channels >= MANY) {
      return tf.nn.avgPool(x, List.of(1L, 3L, 3L, 1L), ONE, "SAME");
    }
    var sums = tf.nn.depthwiseConv2dNative(x, tf.constant(ones(channels)), ONE, "SAME");
    return tf.math.mul(sums, tf.constant(shares(1, Pixels.height(x), Pixels.width(x), 1)));
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
    return tf.math.mul(ninths, tf.constant(shares(9, Pixels.height(x), Pixels.width(x), stride)));
  }

  /** A window without padding. */
  static Operand<TFloat32> unpadded(Ops tf, Operand<TFloat32> x, long window, long stride) {
    return tf.nn.avgPool(
        x, List.of(1L, window, window, 1L), List.of(1L, stride, stride, 1L), "VALID");
  }

  /////////////////////////////////////////////////////////////////////////////

  /** A number by the pixels inside the image, for each window: [⌈h/stride⌉, ⌈w/stride⌉, 1]. */
  private static float[][][] shares(float number, int height, int width, int stride) {
    var shares = new float[(height + stride - 1) / stride][(width + stride - 1) / stride][1];
    for (int row = 0; row < shares.length; row++) {
      for (int column = 0; column < shares[row].length; column++) {
        int pixels = inside(row, height, stride) * inside(column, width, stride);
        shares[row][column][0] = number / pixels;
      }
    }
    return shares;
  }

  private static int inside(int window, int extent, int stride) {
    return Math.min(extent, stride * window + 2) - Math.max(0, stride * window - 1);
  }

  /** A kernel that adds 3×3 pixels, [3, 3, channels, 1]. */
  private static float[][][][] ones(int channels) {
    var ones = new float[3][3][channels][1];
    for (var row : ones) {
      for (var pixel : row) {
        for (var channel : pixel) {
          channel[0] = 1;
        }
      }
    }
    return ones;
  }
}
