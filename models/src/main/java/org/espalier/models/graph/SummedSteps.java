package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Steps along several paths at once: their gradients are added up one after the other, then one
 * step is taken by the sum. What none of the paths used keeps its value and its momentum.
 */
final class SummedSteps {

  /**
   * A trained variable with what is added up beside it.
   *
   * @param sum the gradients so far
   * @param used 1 where one of the paths used the variable, 0 elsewhere
   */
  private record Summed(
      Variables.Variable variable, Variables.Variable sum, Variables.Variable used) {}

  private final Ops tf;
  private final OptimizerSettings settings;
  private final Variables variables;
  private final GradientDescent descent;
  private final List<Summed> all = new ArrayList<>();

  /**
   * Prepares the sums.
   *
   * @param descent the updates of the pass whose gradients are added
   */
  SummedSteps(Ops tf, OptimizerSettings settings, Variables variables, GradientDescent descent) {
    this.tf = tf;
    this.settings = settings;
    this.variables = variables;
    this.descent = descent;
    for (var variable : variables.trained()) {
      all.add(
          new Summed(
              variable, variables.beside(variable, "sum"), variables.beside(variable, "used")));
    }
  }

  /** Adds gradients, one a trained variable. */
  List<Op> add(List<Operand<TFloat32>> gradients) {
    Map<Variables.Variable, Op> additions = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      additions.put(all.get(i).variable(), addition(all.get(i), gradients.get(i)));
    }
    return descent.live(additions);
  }

  private Op addition(Summed summed, Operand<TFloat32> gradient) {
    var part = descent.part(summed.variable());
    if (part == null) {
      var added = tf.assignAddVariableOp(summed.sum().handle(), gradient);
      return tf.withControlDependencies(
              List.of(added, tf.assignVariableOp(summed.used().handle(), tf.onesLike(gradient))))
          .noOp();
    }
    var own = part.region(tf, gradient);
    var sum = tf.math.add(part.region(tf, summed.sum().value()), own);
    return tf.withControlDependencies(
            List.of(
                part.assign(tf, summed.sum().handle(), sum),
                part.assign(tf, summed.used().handle(), tf.onesLike(own))))
        .noOp();
  }

  /** Takes the step, after which the sums are zero. */
  List<Op> take(Operand<TFloat32> rate) {
    var halves = new ArrayList<Operand<TFloat32>>();
    if (settings.clipNorm() > 0) {
      all.forEach(summed -> halves.add(tf.nn.l2Loss(summed.sum().value())));
    }
    Operand<TFloat32> scale = halves.isEmpty() ? tf.constant(1f) : descent.clipScale(halves);
    var taken = new ArrayList<Op>();
    all.forEach(summed -> taken.add(step(summed, scale, rate)));
    return taken;
  }

  private Op step(Summed summed, Operand<TFloat32> scale, Operand<TFloat32> rate) {
    var weights = summed.variable().value();
    var momentum = variables.momentum(summed.variable());
    var decay = tf.constant(settings.momentum());
    var gradient =
        descent.decayed(summed.variable(), weights, tf.math.mul(summed.sum().value(), scale));
    var moved = tf.math.add(tf.math.mul(momentum.value(), decay), gradient);
    var direction = settings.nesterov() ? tf.math.add(gradient, tf.math.mul(moved, decay)) : moved;
    var changed = tf.math.sub(weights, tf.math.mul(direction, rate));
    var used = tf.math.greater(summed.used().value(), tf.constant(0f));
    var assigned =
        List.<Op>of(
            tf.assignVariableOp(summed.variable().handle(), tf.select(used, changed, weights)),
            tf.assignVariableOp(momentum.handle(), tf.select(used, moved, momentum.value())));
    return tf.withControlDependencies(zeros(summed, assigned)).noOp();
  }

  /** Makes the sums zero. */
  List<Op> clear() {
    var cleared = new ArrayList<Op>();
    all.forEach(summed -> cleared.addAll(zeros(summed, List.of())));
    return cleared;
  }

  private List<Op> zeros(Summed summed, List<Op> after) {
    var extents = summed.variable().slice().shape().stream().mapToInt(Integer::intValue).toArray();
    var zeros = tf.withControlDependencies(after).fill(tf.constant(extents), tf.constant(0f));
    return List.of(
        tf.assignVariableOp(summed.sum().handle(), zeros),
        tf.assignVariableOp(summed.used().handle(), zeros));
  }
}
