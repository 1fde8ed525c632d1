package org.espalier.models.network;

import java.util.List;
import org.espalier.models.space.DartsMacro.Stem;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The second classifier of a network of DARTS cells, for training alone: ReLU, average pool 5×5,
 * convolution 1×1 to 128, convolution 2×2 to 768, both with batch normalization and ReLU, global
 * average, linear.
 *
 * <p>Source: Liu et al. 2019, DARTS, arXiv:1806.09055, its code's auxiliary heads. For ImageNet the
 * pool has a stride of 2 rather than 3 and no normalization follows the second convolution. The
 * average, of one pixel in the published networks, is CNAS's.
 */
final class AuxiliaryHead {
  static final String NAME = "auxiliary";

  private static final int NARROW = 128;
  private static final int WIDE = 768;

  private AuxiliaryHead() {}

  /** [batch, h, w, in] → logits [batch, classes]; height and width as after two reductions. */
  static Operand<TFloat32> apply(Build build, Stem stem, Operand<TFloat32> x, int in, int classes) {
    var tf = build.tf();
    long stride = stem == Stem.CIFAR ? 3 : 2;
    var strides = List.of(1L, stride, stride, 1L);
    var y = tf.nn.avgPool(tf.nn.relu(x), List.of(1L, 5L, 5L, 1L), strides, "VALID");
    Operand<TFloat32> z = Convolution.apply(build, NAME + "/first", y, 1, in, NARROW, 1);
    z = tf.nn.relu(BatchNormalization.apply(build, NAME + "/first", z, NARROW, true));
    z = pairs(build, z);
    if (stem == Stem.CIFAR) {
      z = BatchNormalization.apply(build, NAME + "/second", z, WIDE, true);
    }
    return Classifier.pooled(build, NAME, tf.nn.relu(z), WIDE, classes);
  }

  /** Height and width from which on the pool leaves 2×2 pixels for the second convolution. */
  static int smallestImage(Stem stem) {
    // 8 pixels after two halvings, each rounded up, or 7 after five.
    return stem == Stem.CIFAR ? 29 : 193;
  }

  private static Operand<TFloat32> pairs(Build build, Operand<TFloat32> x) {
    var bound = (float) (1 / Math.sqrt(4.0 * NARROW));
    var kernel =
        build
            .variables()
            .get(
                NAME + "/second/kernel",
                Slice.Kind.KERNEL,
                build.placement(),
                bound,
                2,
                2,
                NARROW,
                WIDE);
    return build.tf().nn.conv2d(x, kernel.value(), List.of(1L, 1L, 1L, 1L), "VALID");
  }
}
