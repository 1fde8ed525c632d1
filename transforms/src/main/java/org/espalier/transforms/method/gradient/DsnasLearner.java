package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.espalier.models.space.EdgeSpace;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;

/** DSNAS within a candidate: sampled paths, gradients by their gates, and edges that are frozen. */
final class DsnasLearner implements Learner {

  /** Name of the parameters α. */
  static final String ALPHA = "alpha";

  /** Name of the edges' state: 1 where frozen, else 0; replicas that disagree leave a fraction. */
  static final String FROZEN = "frozen";

  private static final float MAJORITY = 0.5f;

  private final Dsnas settings;
  private final Schedule schedule;
  private final Choices choices;
  private final double[] costs;
  private final Parameters parameters;
  private final boolean[] frozen;

  DsnasLearner(
      Dsnas settings, ArchitectureParameters architecture, Schedule schedule, EdgeSpace space) {
    this.settings = settings;
    this.schedule = schedule;
    this.choices = Choices.of(architecture.form(), space);
    this.costs = OperationCosts.of(space.operations());
    this.parameters = Parameters.of(ALPHA, architecture.tensors());
    this.frozen = new boolean[choices.edges()];
    var flags = Parameters.values(FROZEN, architecture.tensors());
    for (var edge = 0; edge < frozen.length; edge++) {
      frozen[edge] = flags[edge] >= MAJORITY;
    }
  }

  @Override
  public Pass pass(long step) {
    return searches(step)
            && !isLargest(step)
            && schedule.epochInStage(step) >= settings.warmUpEpochs()
        ? Pass.TOGETHER
        : Pass.NONE;
  }

  private boolean searches(long step) {
    return schedule.stage(step) == 0;
  }

  private boolean isLargest(long step) {
    return settings.sandwichInterval() > 0 && step % settings.sandwichInterval() == 0;
  }

  @Override
  public Draw draw(long step, long seed) {
    var probabilities = probabilities();
    if (!searches(step)) {
      return new Draw.Path(probabilities.best());
    }
    if (step % schedule.stepsPerEpoch() == 0) {
      freeze(probabilities);
    }
    var path = isLargest(step) ? costliest() : probabilities.draw(new SplittableRandom(seed));
    var best = probabilities.best();
    for (var edge = 0; edge < path.length; edge++) {
      path[edge] = frozen[edge] ? best[edge] : path[edge];
    }
    return new Draw.Path(path);
  }

  private int[] costliest() {
    var values = new float[choices.size()];
    for (var i = 0; i < values.length; i++) {
      values[i] = (float) costs[i % choices.operations()];
    }
    return IntStream.range(0, choices.edges()).map(edge -> choices.best(edge, values)).toArray();
  }

  private void freeze(SoftmaxRows probabilities) {
    for (var edge = 0; edge < frozen.length; edge++) {
      frozen[edge] |= probabilities.margin(edge) >= settings.stopMargin();
    }
  }

  @Override
  public void learn(long step, Draw draw, double loss, float[] gradient) {
    var probabilities = probabilities();
    var path = draw.path();
    var penalized = settings.costWeight() > 0 && meanCost(path) >= settings.costLimit();
    var slopes = new double[choices.size()];
    for (var edge = 0; edge < path.length; edge++) {
      var sampled = probabilities.values()[choices.at(edge, path[edge])];
      var reward =
          gradient[edge] + (penalized ? settings.costWeight() * costs[path[edge]] * sampled : 0);
      for (var operation = 0; operation < choices.operations(); operation++) {
        var index = choices.at(edge, operation);
        var chosen = operation == path[edge] ? 1 : 0;
        slopes[index] = reward * (chosen - probabilities.values()[index]);
      }
    }
    parameters.descend(
        slopes,
        settings.optimizer(),
        index -> choices.has(index) && !frozen[index / choices.operations()]);
  }

  private double meanCost(int[] path) {
    var sum = 0.0;
    for (var operation : path) {
      sum += costs[operation];
    }
    return sum / path.length;
  }

  private SoftmaxRows probabilities() {
    return SoftmaxRows.of(parameters.values(), choices);
  }

  @Override
  public List<Tensor> tensors() {
    var flags = new float[frozen.length];
    for (var edge = 0; edge < frozen.length; edge++) {
      flags[edge] = frozen[edge] ? 1 : 0;
    }
    var tensors = new ArrayList<>(parameters.tensors());
    tensors.add(FloatTensors.of(FROZEN, flags));
    return tensors;
  }
}
