package org.espalier.models.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A convolution without bias, its padding symmetric: k/2 on each side, as in PyTorch. */
final class Convolution {
  private Convolution() {}

  /** [batch, h, w, in] → [batch, ⌈h/stride⌉, ⌈w/stride⌉, out]. */
  static Operand<TFloat32> apply(
      Build build, String name, Operand<TFloat32> x, int size, int in, int out, int stride) {
    var bound = (float) (1 / Math.sqrt((double) size * size * in));
    var kernel =
        build
            .variables()
            .get(name + "/kernel", Slice.Kind.KERNEL, build.placement(), bound, size, size, in, out)
            .value();
    var tf = build.tf();
    var strides = List.of(1L, (long) stride, (long) stride, 1L);
    if (stride == 1 || size == 1) {
      return tf.nn.conv2d(x, kernel, strides, "SAME");
    }
    // With a stride, SAME pads only bottom and right of an even extent.
    int side = size / 2;
    var paddings = tf.constant(new int[][] {{0, 0}, {side, side}, {side, side}, {0, 0}});
    return tf.nn.conv2d(tf.pad(x, paddings, tf.constant(0f)), kernel, strides, "VALID");
  }
}
