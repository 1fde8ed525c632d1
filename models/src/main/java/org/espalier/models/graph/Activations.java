package org.espalier.models.graph;

import org.espalier.models.layer.Activation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Activations, element by element, of any shape. */
final class Activations {

  private static final float SHIFT = 3;
  private static final float SLOPE = 1f / 6;

  private Activations() {}

  static Operand<TFloat32> apply(Ops tf, Activation activation, Operand<TFloat32> x) {
    return switch (activation) {
      case RELU -> tf.nn.relu(x);
      case RELU6 -> tf.nn.relu6(x);
      case HARD_SIGMOID -> tf.math.mul(shifted(tf, x), tf.constant(SLOPE));
      case HARD_SWISH -> tf.math.mul(x, tf.math.mul(shifted(tf, x), tf.constant(SLOPE)));
    };
  }

  private static Operand<TFloat32> shifted(Ops tf, Operand<TFloat32> x) {
    return tf.nn.relu6(tf.math.add(x, tf.constant(SHIFT)));
  }
}
