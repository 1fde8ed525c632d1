package org.espalier.models.network;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A tensor that several operations read, with the ReLU and the average pool that they share. Ask
 * once a reader.
 *
 * <p>The pool is shared for its gradient, the dearest one a pixel of a mixture: it is taken once,
 * of the sum over the readers.
 */
final class NodeValue {
  private final Ops tf;
  private final FanOut value;
  private @Nullable FanOut relu;
  private @Nullable FanOut averagePool;

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

  /** The average over 3×3 pixels. */
  Operand<TFloat32> averagePool() {
    var known = averagePool;
    if (known == null) {
      known = new FanOut(tf, AveragePool.sameSize(tf, value.next()));
      averagePool = known;
    }
    return known.next();
  }
}
