package org.espalier.models.network;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A tensor that several operations read, with what they share: its ReLU, its average pool, and its
 * channels in two parts. Ask once a reader.
 *
 * <p>The pool is shared so that its gradient is taken once, of the sum over the readers.
 */
final class NodeValue {
  private final Ops tf;
  private final FanOut value;
  private @Nullable FanOut relu;
  private @Nullable NodeValue part;
  private @Nullable FanOut rest;
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

  /** The first channels; the same number in every call. */
  NodeValue part(int channels) {
    split(channels);
    return Objects.requireNonNull(part);
  }

  /** The channels after the first ones; the same number in every call. */
  Operand<TFloat32> rest(int channels) {
    split(channels);
    return Objects.requireNonNull(rest).next();
  }

  private void split(int channels) {
    if (part == null) {
      // One operation with two outputs: its gradient is a concatenation, cheaper than two pads.
      var sizes = tf.array(channels, -1);
      var parts = tf.splitV(value.next(), sizes, tf.constant(3), 2L).output();
      part = new NodeValue(tf, parts.get(0));
      rest = new FanOut(tf, parts.get(1));
    }
  }
}
