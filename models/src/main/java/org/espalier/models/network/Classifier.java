package org.espalier.models.network;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Batch normalization, ReLU, global average, linear. */
final class Classifier {
  private Classifier() {}

  /** [batch, h, w, channels] → logits [batch, classes]. */
  static Operand<TFloat32> apply(Build build, Operand<TFloat32> x, int channels, int classes) {
    var tf = build.tf();
    var normal = BatchNormalization.apply(build, "classifier", x, channels, true);
    return pooled(build, tf.nn.relu(normal), channels, classes);
  }

  /** Global average, linear: [batch, h, w, channels] → logits [batch, classes]. */
  static Operand<TFloat32> pooled(Build build, Operand<TFloat32> x, int channels, int classes) {
    return pooled(build, "classifier", x, channels, classes);
  }

  /** The same under another name. */
  static Operand<TFloat32> pooled(
      Build build, String name, Operand<TFloat32> x, int channels, int classes) {
    var tf = build.tf();
    var mean = tf.math.mean(x, tf.array(1, 2));
    var bound = (float) (1 / Math.sqrt(channels));
    var variables = build.variables();
    var kernel =
        variables.get(
            name + "/kernel", Slice.Kind.KERNEL, build.placement(), bound, channels, classes);
    var bias = variables.get(name + "/bias", Slice.Kind.BIAS, build.placement(), bound, classes);
    return tf.math.add(tf.linalg.matMul(mean, kernel.value()), bias.value());
  }
}
