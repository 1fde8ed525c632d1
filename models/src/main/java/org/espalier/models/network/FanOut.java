package org.espalier.models.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A tensor with many readers, each behind one more identity, so that its gradient is summed two at
 * a time; {@link Sums} says why. Ask once a reader.
 */
final class FanOut {
  private final Ops tf;
  private Operand<TFloat32> rest;

  FanOut(Ops tf, Operand<TFloat32> value) {
    this.tf = tf;
    this.rest = value;
  }

  /** The tensor for the next reader. */
  Operand<TFloat32> next() {
    var value = rest;
    rest = tf.identity(value);
    return value;
  }
}
