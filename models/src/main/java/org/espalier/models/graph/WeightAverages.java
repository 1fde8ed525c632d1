package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Exponential moving averages of all weights and running statistics, moved after each step: a ← d·a
 * + (1 − d)·w.
 *
 * <p>Source: Polyak and Juditsky 1992, "Acceleration of stochastic approximation by averaging", in
 * the exponential form that training code uses.
 */
final class WeightAverages {

  private WeightAverages() {}

  /**
   * The updates.
   *
   * @param step what changes the weights, done before
   * @param decay d, in [0, 1)
   */
  static List<Op> updates(Ops tf, Variables variables, List<Op> step, Operand<TFloat32> decay) {
    var after = tf.withControlDependencies(step);
    var rest = tf.math.sub(tf.constant(1f), decay);
    var updates = new ArrayList<Op>();
    for (var variable : variables.averaged()) {
      var average = variables.average(variable);
      var now = after.readVariableOp(variable.handle(), TFloat32.class);
      var change = tf.math.mul(tf.math.sub(average.value(), now), rest);
      updates.add(tf.assignSubVariableOp(average.handle(), change));
    }
    return updates;
  }
}
