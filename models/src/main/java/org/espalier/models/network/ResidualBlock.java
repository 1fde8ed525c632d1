package org.espalier.models.network;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The reduction between stages: two ReLU-conv3×3-BN, the first of stride 2 and twice the channels,
 * beside an average pool and a 1×1 convolution.
 */
final class ResidualBlock {
  private ResidualBlock() {}

  /** [batch, h, w, in] → [batch, h/2, w/2, 2 in]. */
  static Operand<TFloat32> apply(Build build, String name, Operand<TFloat32> x, int in) {
    var tf = build.tf();
    int out = 2 * in;
    var first = Convolution.apply(build, name + "/first", tf.nn.relu(x), 3, in, out, 2);
    first = BatchNormalization.apply(build, name + "/first", first, out, true);
    var second = Convolution.apply(build, name + "/second", tf.nn.relu(first), 3, out, out, 1);
    second = BatchNormalization.apply(build, name + "/second", second, out, true);
    var shortcut =
        Convolution.apply(build, name + "/shortcut", AveragePool.half(tf, x), 1, in, out, 1);
    return tf.math.add(second, shortcut);
  }
}
