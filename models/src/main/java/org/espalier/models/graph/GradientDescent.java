package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.layer.OptionPosition;
import org.espalier.models.layer.Slice;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * The updates of one step, inside the graph. Where options are chosen, an option that is not taken
 * gets no update, no decay and no momentum.
 */
final class GradientDescent {
  private final Ops tf;
  private final OptimizerSettings settings;
  private final Variables variables;
  private final @Nullable PathNodes path;
  private final Map<Variables.Variable, Operand<TFloat32>> gradients = new LinkedHashMap<>();

  GradientDescent(
      Ops tf, OptimizerSettings settings, Variables variables, @Nullable PathNodes path) {
    this.tf = tf;
    this.settings = settings;
    this.variables = variables;
    this.path = path;
  }

  /**
   * Adds all updates; whatever depends on the returned operations runs after them, and is never
   * dead.
   */
  List<Op> updates(List<Operand<TFloat32>> ofTrained, Operand<TFloat32> rate) {
    var trained = variables.trained();
    for (int i = 0; i < trained.size(); i++) {
      gradients.put(trained.get(i), ofTrained.get(i));
    }
    var scale = settings.clipNorm() > 0 ? clipScale() : null;
    var updates = new LinkedHashMap<OptionPosition, List<Op>>();
    gradients.forEach(
        (variable, gradient) -> {
          var updatesThere =
              updates.computeIfAbsent(variable.slice().position(), p -> new ArrayList<>());
          updatesThere.add(update(variable, gradient, scale, rate));
        });
    return live(updates);
  }

  /////////////////////////////////////////////////////////////////////////////

  private Op update(
      Variables.Variable variable,
      Operand<TFloat32> gradient,
      @Nullable Operand<TFloat32> scale,
      Operand<TFloat32> rate) {
    var clipped = scale == null ? gradient : tf.math.mul(gradient, scale);
    return tf.train.resourceApplyMomentum(
        variable.handle(),
        variables.momentum(variable).handle(),
        rate,
        decayed(variable, clipped),
        tf.constant(settings.momentum()),
        ResourceApplyMomentum.useNesterov(settings.nesterov()));
  }

  private Operand<TFloat32> decayed(Variables.Variable variable, Operand<TFloat32> gradient) {
    var applies = variable.slice().kind() == Slice.Kind.KERNEL || settings.decayNormalization();
    if (settings.weightDecay() == 0 || !applies) {
      return gradient;
    }
    return tf.math.add(
        gradient, tf.math.mul(variable.value(), tf.constant(settings.weightDecay())));
  }

  /** min(1, limit / norm) over the gradients that exist in this step. */
  private Operand<TFloat32> clipScale() {
    var terms = new ArrayList<Operand<TFloat32>>();
    var chosen = new LinkedHashMap<OptionPosition, List<Operand<TFloat32>>>();
    gradients.forEach(
        (variable, gradient) -> {
          var slice = variable.slice();
          var half = tf.nn.l2Loss(gradient);
          if (path == null || slice.decision() < 0) {
            terms.add(half);
          } else {
            chosen.computeIfAbsent(slice.position(), p -> new ArrayList<>()).add(half);
          }
        });
    if (path != null) {
      for (int decision = 0; decision < path.decisions(); decision++) {
        terms.add(liveSum(path, decision, chosen));
      }
    }
    var norm = tf.math.sqrt(tf.math.mul(GraphBuilder.sum(tf, terms), tf.constant(2f)));
    var ratio =
        tf.math.div(tf.constant(settings.clipNorm()), tf.math.add(norm, tf.constant(1e-6f)));
    return tf.math.minimum(ratio, tf.constant(1f));
  }

  private Operand<TFloat32> liveSum(
      PathNodes nodes, int decision, Map<OptionPosition, List<Operand<TFloat32>>> chosen) {
    var zeros = Choice.split(tf, tf.constant(0f), nodes.chosen(decision), nodes.options(decision));
    var branches = new ArrayList<Operand<TFloat32>>();
    for (int option = 0; option < nodes.options(decision); option++) {
      var terms = chosen.get(new OptionPosition(decision, option));
      branches.add(terms == null ? tf.identity(zeros.get(option)) : GraphBuilder.sum(tf, terms));
    }
    return Choice.merge(tf, branches);
  }

  /**
   * The updates of branches that are not taken are dead, and so would be whatever depends on them:
   * one token a decision, merged from its branches, stands for the branch that is taken.
   */
  private List<Op> live(Map<OptionPosition, List<Op>> updates) {
    var live = new ArrayList<Op>();
    if (path == null) {
      updates.values().forEach(live::addAll);
      return live;
    }
    live.addAll(updates.getOrDefault(OptionPosition.EVERYWHERE, List.of()));
    for (int decision = 0; decision < path.decisions(); decision++) {
      var tokens = Choice.split(tf, tf.constant(0f), path.chosen(decision), path.options(decision));
      var branches = new ArrayList<Operand<TFloat32>>();
      for (int option = 0; option < path.options(decision); option++) {
        var before = updates.getOrDefault(new OptionPosition(decision, option), List.of());
        branches.add(tf.withControlDependencies(before).identity(tokens.get(option)));
      }
      live.add(Choice.merge(tf, branches));
    }
    return live;
  }
}
