package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledPath;
import org.espalier.models.network.controller.ControllerRates;
import org.espalier.models.network.controller.ControllerWeights;
import org.espalier.models.network.controller.PathController;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;

/** ENAS within a candidate: paths drawn by a controller that learns what they earn. */
final class EnasLearner implements Learner {

  /** Name of the controller's parameters. */
  static final String CONTROLLER = "controller";

  private static final String FIRST = "controller.first_moment";
  private static final String SECOND = "controller.second_moment";
  private static final String UPDATES = "controller.updates";
  private static final String BASELINE = "baseline";

  private final Enas settings;
  private final Schedule schedule;
  private final PathController controller;
  private final int decisions;
  private final OptionMask mask;
  private ControllerWeights weights;
  private float updates;
  private float baseline;
  private int[] latest = {};

  EnasLearner(
      Enas settings, ArchitectureParameters architecture, Schedule schedule, SearchSpace space) {
    var tensors = architecture.tensors();
    this.settings = settings;
    this.schedule = schedule;
    this.controller = settings.controller(space);
    this.decisions = space.decisions().size();
    this.mask = architecture.mask(space);
    this.weights =
        new ControllerWeights(
            Parameters.values(CONTROLLER, tensors),
            Parameters.values(FIRST, tensors),
            Parameters.values(SECOND, tensors));
    this.updates = Parameters.values(UPDATES, tensors)[0];
    this.baseline = Parameters.values(BASELINE, tensors)[0];
  }

  /** What a learner begins with. */
  static List<Tensor> start(float[] parameters) {
    var zeros = new float[parameters.length];
    return tensors(parameters, zeros, zeros, 0, 0);
  }

  @Override
  public Pass pass(long step) {
    return schedule.epoch(step) >= settings.warmUpEpochs() && step % settings.controllerEvery() == 0
        ? Pass.FIRST_ORDER
        : Pass.NONE;
  }

  @Override
  public Sample sample(long step, long seed) {
    var random = new SplittableRandom(seed);
    var draws = DrawnPaths.draws(random, 1, decisions);
    latest = controller.propose(weights.parameters(), mask, draws)[0];
    return new SampledPath(latest);
  }

  @Override
  public void learn(long step, double loss, float[] gateGradient) {
    Parameters.checkFinite("the validation loss", loss);
    var reward = Math.exp(-loss);
    // The first reward is its own baseline; afterwards the average takes a reward in first.
    var decay = settings.baseline();
    baseline = (float) (updates == 0 ? reward : decay * baseline + (1 - decay) * reward);
    var rates = new ControllerRates(settings.learningRate(), 0, settings.entropy());
    var advantage = (float) (reward - baseline);
    weights = controller.learn(weights, (long) updates, mask, latest, advantage, rates).weights();
    updates++;
  }

  @Override
  public List<Tensor> tensors() {
    return tensors(
        weights.parameters(), weights.firstMoment(), weights.secondMoment(), updates, baseline);
  }

  private static List<Tensor> tensors(
      float[] parameters, float[] first, float[] second, float updates, float baseline) {
    return List.of(
        FloatTensors.of(CONTROLLER, parameters),
        FloatTensors.of(FIRST, first),
        FloatTensors.of(SECOND, second),
        FloatTensors.of(UPDATES, updates),
        FloatTensors.of(BASELINE, baseline));
  }
}
