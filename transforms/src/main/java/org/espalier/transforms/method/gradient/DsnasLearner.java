package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;

/**
 * DSNAS within a candidate: sampled paths, gradients by their gates, and decisions that are frozen.
 */
final class DsnasLearner implements Learner {

  /**
   * Name of the decisions' state: 1 where frozen, else 0; replicas that disagree leave a fraction.
   */
  static final String FROZEN = "frozen";

  private static final float MAJORITY = 0.5f;

  private final Dsnas settings;
  private final Schedule schedule;
  private final OptionMask mask;
  private final double[] costs;
  private final Parameters parameters;
  private final boolean[] frozen;
  private int[] latest = {};

  DsnasLearner(
      Dsnas settings,
      ArchitectureParameters architecture,
      Schedule schedule,
      SearchSpace space,
      double[] costs) {
    this.settings = settings;
    this.schedule = schedule;
    this.mask = architecture.mask(space);
    this.costs = costs;
    this.parameters = Parameters.of(ArchitectureParameters.ALPHA, architecture.tensors());
    this.frozen = new boolean[mask.index().decisions()];
    var flags = architecture.values(FROZEN);
    for (var decision = 0; decision < frozen.length; decision++) {
      frozen[decision] = flags[decision] >= MAJORITY;
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
  public Sample sample(long step, long seed) {
    latest = path(step, seed);
    return new SampledPath(latest);
  }

  private int[] path(long step, long seed) {
    var probabilities = probabilities();
    if (!searches(step)) {
      return probabilities.best();
    }
    if (step % schedule.stepsPerEpoch() == 0) {
      freeze(probabilities);
    }
    var path = isLargest(step) ? costliest() : probabilities.draw(new SplittableRandom(seed));
    var best = probabilities.best();
    for (var decision = 0; decision < path.length; decision++) {
      path[decision] = frozen[decision] ? best[decision] : path[decision];
    }
    return path;
  }

  private int[] costliest() {
    return IntStream.range(0, frozen.length).map(decision -> mask.best(decision, costs)).toArray();
  }

  private void freeze(Softmax probabilities) {
    for (var decision = 0; decision < frozen.length; decision++) {
      frozen[decision] |= probabilities.margin(decision) >= settings.stopMargin();
    }
  }

  @Override
  public void learn(long step, double loss, float[] gateGradient) {
    var probabilities = probabilities();
    var penalized = settings.costWeight() > 0 && meanCost() >= settings.costLimit();
    var gradient = new double[mask.index().size()];
    for (var decision = 0; decision < latest.length; decision++) {
      var sampled = mask.index().at(decision, latest[decision]);
      var penalty =
          penalized ? settings.costWeight() * costs[sampled] * probabilities.values()[sampled] : 0;
      var reward = gateGradient[decision] + penalty;
      for (var i = mask.index().start(decision); i < mask.index().end(decision); i++) {
        gradient[i] = reward * ((i == sampled ? 1 : 0) - probabilities.values()[i]);
      }
    }
    parameters.descend(
        gradient,
        settings.optimizer(),
        position -> mask.has(position) && !frozen[mask.index().decision(position)]);
  }

  private double meanCost() {
    var sum = 0.0;
    for (var decision = 0; decision < latest.length; decision++) {
      sum += costs[mask.index().at(decision, latest[decision])];
    }
    return sum / latest.length;
  }

  private Softmax probabilities() {
    return Softmax.of(parameters.values(), mask);
  }

  @Override
  public List<Tensor> tensors() {
    var flags = new float[frozen.length];
    for (var decision = 0; decision < frozen.length; decision++) {
      flags[decision] = frozen[decision] ? 1 : 0;
    }
    var tensors = new ArrayList<>(parameters.tensors());
    tensors.add(FloatTensors.of(FROZEN, flags));
    return tensors;
  }
}
