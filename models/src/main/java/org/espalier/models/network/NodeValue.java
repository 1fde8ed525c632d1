package org.espalier.models.network;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A tensor that several operations read, with the ReLU that they share. Ask once a reader. */
final class NodeValue {
  private final Ops tf;
  private final FanOut value;
  private @Nullable FanOut relu;

  NodeValue(Ops tf, Operand<TFloat32> value) {
    this.tf = tf;
    this.value = new FanOut(tf, value);
  }

  Operand<TFloat32> value() {
    return value.next();
  }

  Operand<TFloat32> relu() {
    var known = relu;
    if (known == null) {
      known = new FanOut(tf, tf.nn.relu(value.next()));
      relu = known;
    }
    return known.next();
  }
}
