package org.espalier.models.network.controller;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The choices of a batch of proposals, one after the other: either drawn, from uniform numbers in
 * [0, 1), or given. Keeps the log-probability and the entropy of every choice on the way.
 */
final class ControllerChoices {

  private final Ops tf;
  private final Chooser chooser;
  private final List<Operand<TInt32>> made = new ArrayList<>();
  private final List<Operand<TFloat32>> logProbabilities = new ArrayList<>();
  private final List<Operand<TFloat32>> entropies = new ArrayList<>();

  private interface Chooser {
    /** The choice of each proposal, [batch], from log-probabilities [batch or 1, options]. */
    Operand<TInt32> choose(Operand<TFloat32> options, int column);
  }

  private ControllerChoices(Ops tf, Chooser chooser) {
    this.tf = tf;
    this.chooser = chooser;
  }

  /** Choices by inversion of the cumulative distribution, from draws of [batch, choices]. */
  static ControllerChoices drawn(Ops tf, Operand<TFloat32> draws) {
    return new ControllerChoices(
        tf,
        (options, column) -> {
          var draw =
              tf.slice(draws, tf.constant(new int[] {0, column}), tf.constant(new int[] {-1, 1}));
          var reached = tf.math.cumsum(tf.math.exp(options), tf.constant(1));
          var passed = tf.dtypes.cast(tf.math.greaterEqual(draw, reached), TInt32.class);
          // Rounding may leave the last sum a little below 1.
          var last = tf.constant((int) options.shape().get(1) - 1);
          return tf.math.minimum(tf.sum(passed, tf.constant(1)), last);
        });
  }

  /** The choices of [batch, choices], made before. */
  static ControllerChoices given(Ops tf, Operand<TInt32> choices) {
    return new ControllerChoices(
        tf,
        (options, column) ->
            tf.reshape(
                tf.slice(
                    choices, tf.constant(new int[] {0, column}), tf.constant(new int[] {-1, 1})),
                tf.constant(new int[] {-1})));
  }

  /**
   * The next choice.
   *
   * @param logits [batch or 1, options]
   * @return the choice as one-hot rows, [batch, options]
   */
  Operand<TFloat32> next(Operand<TFloat32> logits) {
    var options = tf.nn.logSoftmax(logits);
    var choice = chooser.choose(options, made.size());
    var chosen =
        tf.oneHot(
            choice, tf.constant((int) logits.shape().get(1)), tf.constant(1f), tf.constant(0f));
    made.add(choice);
    logProbabilities.add(tf.sum(tf.math.mul(chosen, options), tf.constant(1)));
    entropies.add(tf.math.neg(tf.sum(tf.math.mul(tf.math.exp(options), options), tf.constant(1))));
    return chosen;
  }

  /** What was chosen, [batch, choices]. */
  Operand<TInt32> made() {
    return tf.stack(made, Stack.axis(1L));
  }

  /** Log-probability of each proposal, [batch], nats, at most 0. */
  Operand<TFloat32> logProbability() {
    return sum(logProbabilities);
  }

  /** Entropy of each proposal's choices, [batch], nats, at least 0. */
  Operand<TFloat32> entropy() {
    return sum(entropies);
  }

  private Operand<TFloat32> sum(List<Operand<TFloat32>> terms) {
    return terms.stream().reduce(tf.math::add).orElseThrow();
  }
}
