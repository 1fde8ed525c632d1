package org.espalier.models.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A convolution of each channel by itself, without bias; its padding is symmetric, as in PyTorch.
 *
 * <p>TensorFlow's C++ gradients forget the {@code dilations} of a convolution, though its kernels
 * heed them, so a dilated one is made of plain ones on every other pixel.
 */
final class DepthwiseConvolution {
  private static final List<Long> ONE = List.of(1L, 1L, 1L, 1L);

  private DepthwiseConvolution() {}

  /** [batch, h, w, channels] → [batch, ⌈h/stride⌉, ⌈w/stride⌉, channels]. */
  static Operand<TFloat32> apply(
      Build build, String name, Operand<TFloat32> x, int size, int channels, int stride) {
    var tf = build.tf();
    var kernel = kernel(build, name, size, channels);
    if (stride == 1) {
      return tf.nn.depthwiseConv2dNative(x, kernel, ONE, "SAME");
    }
    int side = size / 2;
    var paddings = tf.constant(new int[][] {{0, 0}, {side, side}, {side, side}, {0, 0}});
    var padded = tf.pad(x, paddings, tf.constant(0f));
    var strides = List.of(1L, (long) stride, (long) stride, 1L);
    return tf.nn.depthwiseConv2dNative(padded, kernel, strides, "VALID");
  }

  /**
   * The same with dilation 2 and a stride of 1 or 2: the pixels that it looks at lie two apart, and
   * so do its results if the stride is 2.
   */
  static Operand<TFloat32> dilated(
      Build build, String name, Operand<TFloat32> x, int size, int channels, int stride) {
    var tf = build.tf();
    var kernel = kernel(build, name, size, channels);
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

  private static Operand<TFloat32> kernel(Build build, String name, int size, int channels) {
    var bound = 1f / size;
    return build
        .variables()
        .get(name + "/kernel", Slice.Kind.KERNEL, build.placement(), bound, size, size, channels, 1)
        .value();
  }
}
