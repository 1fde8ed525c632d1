package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The updates of one step, inside the graph. Where options are chosen, an option that is not taken
 * gets no update, no decay and no momentum, and neither does what a step does not use of a tensor.
 */
final class GradientDescent {
  private final Ops tf;
  private final OptimizerSettings settings;
  private final Variables variables;
  private final Map<String, VariablePart> parts;
  private final @Nullable PathNodes path;
  private final Map<Variables.Variable, Operand<TFloat32>> gradients = new LinkedHashMap<>();

  /**
   * Prepares updates.
   *
   * @param parts what stands for variables in the pass of the step, by name
   */
  GradientDescent(
      Ops tf,
      OptimizerSettings settings,
      Variables variables,
      Map<String, VariablePart> parts,
      @Nullable PathNodes path) {
    this.tf = tf;
    this.settings = settings;
    this.variables = variables;
    this.parts = parts;
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
    var updates = new LinkedHashMap<Variables.Variable, Op>();
    gradients.forEach(
        (variable, gradient) -> updates.put(variable, update(variable, gradient, scale, rate)));
    return live(updates);
  }

  /**
   * Operations of which each is dead where its variable has no gradient; what depends on the
   * returned ones runs after them, and is never dead.
   */
  List<Op> live(Map<Variables.Variable, Op> operations) {
    var always = new ArrayList<Op>();
    Map<Operand<TInt32>, Gated<Op>> gated = gates();
    operations.forEach((variable, operation) -> add(variable, operation, always, gated));
    always.addAll(tokens(gated));
    return always;
  }

  /** What stands for a variable in the pass of the step; null for all of it. */
  @Nullable VariablePart part(Variables.Variable variable) {
    return parts.get(variable.slice().name());
  }

  /////////////////////////////////////////////////////////////////////////////

  /** What there is in each branch of an index. */
  private record Gated<T>(Operand<TInt32> index, List<List<T>> branches) {
    static <T> Gated<T> of(Operand<TInt32> index, int branches) {
      var lists = new ArrayList<List<T>>();
      for (int branch = 0; branch < branches; branch++) {
        lists.add(new ArrayList<>());
      }
      return new Gated<>(index, lists);
    }
  }

  /** The decisions of the path, with nothing in them. */
  private <T> Map<Operand<TInt32>, Gated<T>> gates() {
    var gated = new LinkedHashMap<Operand<TInt32>, Gated<T>>();
    if (path != null) {
      for (int decision = 0; decision < path.decisions(); decision++) {
        gated.put(path.chosen(decision), Gated.of(path.chosen(decision), path.options(decision)));
      }
    }
    return gated;
  }

  private <T> void add(
      Variables.Variable variable, T what, List<T> always, Map<Operand<TInt32>, Gated<T>> gated) {
    var gate = gate(variable);
    if (gate == null) {
      always.add(what);
    } else {
      gated
          .computeIfAbsent(gate.index(), index -> Gated.of(index, gate.branches()))
          .branches()
          .get(gate.branch())
          .add(what);
    }
  }

  /** When a variable has a gradient; null for always. */
  private @Nullable Gate gate(Variables.Variable variable) {
    var slice = variable.slice();
    var part = parts.get(slice.name());
    if (part != null) {
      return part.gate();
    }
    return path == null || slice.decision() < 0
        ? null
        : new Gate(path.chosen(slice.decision()), path.options(slice.decision()), slice.option());
  }

  private Op update(
      Variables.Variable variable,
      Operand<TFloat32> gradient,
      @Nullable Operand<TFloat32> scale,
      Operand<TFloat32> rate) {
    var clipped = scale == null ? gradient : tf.math.mul(gradient, scale);
    var part = parts.get(variable.slice().name());
    if (part != null) {
      return partUpdate(variable, part, clipped, rate);
    }
    return tf.train.resourceApplyMomentum(
        variable.handle(),
        variables.momentum(variable).handle(),
        rate,
        decayed(variable, variable.value(), clipped),
        tf.constant(settings.momentum()),
        ResourceApplyMomentum.useNesterov(settings.nesterov()));
  }

  /** The same update of a region alone. */
  private Op partUpdate(
      Variables.Variable variable,
      VariablePart part,
      Operand<TFloat32> ofPart,
      Operand<TFloat32> rate) {
    var momentum = variables.momentum(variable);
    var decay = tf.constant(settings.momentum());
    var weights = part.region(tf, part.value());
    var gradient = decayed(variable, weights, part.region(tf, ofPart));
    var moved = tf.math.add(tf.math.mul(part.region(tf, momentum.value()), decay), gradient);
    var direction = settings.nesterov() ? tf.math.add(gradient, tf.math.mul(moved, decay)) : moved;
    var changed = tf.math.sub(weights, tf.math.mul(direction, rate));
    var first = part.assign(tf, momentum.handle(), moved);
    return tf.withControlDependencies(List.of(first, part.assign(tf, variable.handle(), changed)))
        .noOp();
  }

  /** The gradient with the decay of the weights. */
  Operand<TFloat32> decayed(
      Variables.Variable variable, Operand<TFloat32> weights, Operand<TFloat32> gradient) {
    float decay = settings.decay(variable.slice());
    if (decay == 0) {
      return gradient;
    }
    return tf.math.add(gradient, tf.math.mul(weights, tf.constant(decay)));
  }

  /** min(1, limit / norm) over the gradients that exist in this step. */
  private Operand<TFloat32> clipScale() {
    var terms = new ArrayList<Operand<TFloat32>>();
    Map<Operand<TInt32>, Gated<Operand<TFloat32>>> gated = gates();
    gradients.forEach((variable, gradient) -> add(variable, tf.nn.l2Loss(gradient), terms, gated));
    gated.values().forEach(each -> terms.add(liveSum(each)));
    return clipScale(terms);
  }

  /** min(1, limit / norm) of gradients, from the halves of their squared norms. */
  Operand<TFloat32> clipScale(List<Operand<TFloat32>> terms) {
    var norm = tf.math.sqrt(tf.math.mul(GraphBuilder.sum(tf, terms), tf.constant(2f)));
    var ratio =
        tf.math.div(tf.constant(settings.clipNorm()), tf.math.add(norm, tf.constant(1e-6f)));
    return tf.math.minimum(ratio, tf.constant(1f));
  }

  private Operand<TFloat32> liveSum(Gated<Operand<TFloat32>> gated) {
    var zeros = Choice.split(tf, tf.constant(0f), gated.index(), gated.branches().size());
    var branches = new ArrayList<Operand<TFloat32>>();
    for (int branch = 0; branch < zeros.size(); branch++) {
      var terms = gated.branches().get(branch);
      branches.add(terms.isEmpty() ? tf.identity(zeros.get(branch)) : GraphBuilder.sum(tf, terms));
    }
    return Choice.merge(tf, branches);
  }

  /**
   * The updates of branches that are not taken are dead, and so would be whatever depends on them:
   * one token an index, merged from its branches, stands for the branch that is taken.
   */
  private List<Op> tokens(Map<Operand<TInt32>, Gated<Op>> gated) {
    var live = new ArrayList<Op>();
    for (var each : gated.values()) {
      var tokens = Choice.split(tf, tf.constant(0f), each.index(), each.branches().size());
      var branches = new ArrayList<Operand<TFloat32>>();
      for (int branch = 0; branch < tokens.size(); branch++) {
        var before = each.branches().get(branch);
        branches.add(tf.withControlDependencies(before).identity(tokens.get(branch)));
      }
      live.add(Choice.merge(tf, branches));
    }
    return live;
  }
}
