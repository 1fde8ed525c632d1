package org.espalier.models.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Convolutions; padding is symmetric, k/2 on each side, as in PyTorch. */
final class Convolution {

  private static final List<Long> ONE = List.of(1L, 1L, 1L, 1L);

  private Convolution() {}

  /** [batch, h, w, in] → [batch, ⌈h/stride⌉, ⌈w/stride⌉, out] by a kernel of [k, k, in, out]. */
  static Operand<TFloat32> padded(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel, int stride) {
    int size = Math.toIntExact(kernel.shape().get(0));
    var strides = List.of(1L, (long) stride, (long) stride, 1L);
    if (stride == 1 || size == 1) {
      return tf.nn.conv2d(x, kernel, strides, "SAME");
    }
    // With a stride, SAME pads only bottom and right of an even extent.
    return tf.nn.conv2d(around(tf, x, size / 2), kernel, strides, "VALID");
  }

  /** The same at stride 1 without padding. */
  static Operand<TFloat32> unpadded(Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel) {
    return tf.nn.conv2d(x, kernel, ONE, "VALID");
  }

  /** Each channel by itself, by a kernel of [k, k, channels, 1]. */
  static Operand<TFloat32> depthwise(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel, int stride) {
    if (stride == 1) {
      return tf.nn.depthwiseConv2dNative(x, kernel, ONE, "SAME");
    }
    int size = Math.toIntExact(kernel.shape().get(0));
    var strides = List.of(1L, (long) stride, (long) stride, 1L);
    return tf.nn.depthwiseConv2dNative(around(tf, x, size / 2), kernel, strides, "VALID");
  }

  /**
   * The same with dilation 2 and a stride of 1 or 2: the pixels that it looks at lie two apart, and
   * so do its results if the stride is 2.
   *
   * <p>TensorFlow's C++ gradients forget the {@code dilations} of a convolution, though its kernels
   * heed them, so it is made of plain ones on every other pixel.
   */
  static Operand<TFloat32> dilated(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel, int stride) {
    if (stride == 2) {
      return tf.nn.depthwiseConv2dNative(Pixels.everyOther(tf, x), kernel, ONE, "SAME");
    }
    // Four images, one for each parity of row and column; odd extents get one more row or column.
    var block = tf.array(2, 2);
    var extra = tf.constant(new int[][] {{0, Pixels.height(x) % 2}, {0, Pixels.width(x) % 2}});
    var parities = tf.spaceToBatchNd(x, block, extra);
    var y = tf.nn.depthwiseConv2dNative(parities, kernel, ONE, "SAME");
    return tf.batchToSpaceNd(y, block, extra);
  }

  private static Operand<TFloat32> around(Ops tf, Operand<TFloat32> x, int side) {
    var paddings = tf.constant(new int[][] {{0, 0}, {side, side}, {side, side}, {0, 0}});
    return tf.pad(x, paddings, tf.constant(0f));
  }
}
