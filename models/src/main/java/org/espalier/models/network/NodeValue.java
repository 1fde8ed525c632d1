package org.espalier.models.network;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A tensor that several operations read, with the ReLU that they share. */
final class NodeValue {
  private final Operand<TFloat32> value;
  private @Nullable Operand<TFloat32> relu;

  NodeValue(Operand<TFloat32> value) {
    this.value = value;
  }

  Operand<TFloat32> value() {
    return value;
  }

  Operand<TFloat32> relu(Ops tf) {
    var known = relu;
    if (known == null) {
      known = tf.nn.relu(value);
      relu = known;
    }
    return known;
  }
}
