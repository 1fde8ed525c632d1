package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledPath;
import org.espalier.models.network.controller.ControllerWeights;
import org.espalier.models.network.controller.SequenceController;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;

/** CNAS within a candidate: architectures drawn from a policy that learns what they earn. */
final class CnasLearner implements Learner {

  /** Name of the policy's parameters. */
  static final String CONTROLLER = "controller";

  /** Name of the moving average of rewards. */
  static final String BASELINE = "baseline";

  /** Name of the entropy of all choices at the last update, nats. */
  static final String ENTROPY = "entropy";

  /** Name of the mean reward of the last update. */
  static final String REWARD = "reward";

  private static final String FIRST = "controller.first_moment";
  private static final String SECOND = "controller.second_moment";
  private static final String UPDATES = "controller.updates";
  private static final String ORDER = "curriculum";

  private final Cnas settings;
  private final Schedule schedule;
  private final SequenceController controller;
  private final OptionMask allowed;
  private final float[] order;
  private final List<int[]> paths = new ArrayList<>();
  private final List<Double> rewards = new ArrayList<>();
  private ControllerWeights weights;
  private float updates;
  private float baseline;
  private float entropy;
  private float reward;
  private int[] latest = {};

  CnasLearner(
      Cnas settings, ArchitectureParameters architecture, Schedule schedule, SearchSpace space) {
    this.settings = settings;
    this.schedule = schedule;
    this.controller = settings.controller(space);
    this.allowed = settings.allowed(architecture, space);
    this.order = architecture.values(ORDER);
    this.weights =
        new ControllerWeights(
            architecture.values(CONTROLLER),
            architecture.values(FIRST),
            architecture.values(SECOND));
    this.updates = architecture.values(UPDATES)[0];
    this.baseline = architecture.values(BASELINE)[0];
    this.entropy = architecture.values(ENTROPY)[0];
    this.reward = architecture.values(REWARD)[0];
  }

  /** What a learner begins with. */
  static List<Tensor> start(float[] parameters, int[] order) {
    var floats = new float[order.length];
    for (var i = 0; i < order.length; i++) {
      floats[i] = order[i];
    }
    var zeros = new float[parameters.length];
    return tensors(new ControllerWeights(parameters, zeros, zeros), floats, 0, 0, 0, 0);
  }

  /** Whether the policy has made an update. */
  static boolean hasLearned(ArchitectureParameters architecture) {
    return architecture.values(UPDATES)[0] > 0;
  }

  /** The order in which options come, as {@code Curriculum} made it. */
  static int[] order(ArchitectureParameters architecture) {
    var floats = architecture.values(ORDER);
    var order = new int[floats.length];
    for (var i = 0; i < order.length; i++) {
      order[i] = (int) floats[i];
    }
    return order;
  }

  @Override
  public Pass pass(long step) {
    return !isWarmUp(step) && step % settings.controllerEvery() == 0 ? Pass.SCORE : Pass.NONE;
  }

  private boolean isWarmUp(long step) {
    return schedule.epochInStage(step) < settings.warmUpEpochs();
  }

  @Override
  public int passes(long step) {
    return samples();
  }

  /** Architectures of an update. */
  int samples() {
    return settings.policy().samplesPerUpdate();
  }

  @Override
  public Sample sample(long step, long seed) {
    latest = path(step, new SplittableRandom(seed));
    return new SampledPath(latest);
  }

  /** An architecture of a step: uniform in a warm-up, otherwise from the policy. */
  int[] path(long step, RandomGenerator random) {
    if (isWarmUp(step)) {
      return Softmax.of(new double[allowed.index().size()], allowed).draw(random);
    }
    var draws = DrawnPaths.draws(random, 1, allowed.index().decisions());
    return controller.propose(weights.parameters(), allowed, draws)[0];
  }

  @Override
  public void score(long step, double accuracy) {
    paths.add(latest);
    rewards.add(accuracy);
    if (paths.size() == samples()) {
      update(paths.toArray(int[][]::new), rewards.stream().mapToDouble(each -> each).toArray());
      paths.clear();
      rewards.clear();
    }
  }

  /** Never called: no step has a pass with a gradient. */
  @Override
  public void learn(long step, double loss, float[] outputGradient) {}

  /**
   * Steps along the policy gradient. The first reward is its own baseline; afterwards the average
   * takes a reward in first.
   *
   * @param drawn the option of each decision of each architecture, at least one
   * @param earned their rewards
   */
  void update(int[][] drawn, double[] earned) {
    var decay = settings.policy().baseline();
    var advantages = new float[earned.length];
    for (var i = 0; i < earned.length; i++) {
      var isFirst = updates == 0 && i == 0;
      baseline = (float) (isFirst ? earned[i] : decay * baseline + (1 - decay) * earned[i]);
      advantages[i] = (float) (earned[i] - baseline);
    }
    var policy = settings.policy();
    var after =
        controller.learn(
            weights,
            (long) updates,
            allowed,
            drawn,
            advantages,
            policy.rates(),
            policy.largestNorm());
    weights = after.weights();
    entropy = (float) after.entropy();
    reward = (float) Cnas.mean(earned);
    updates++;
  }

  @Override
  public List<Tensor> tensors() {
    return tensors(weights, order, updates, baseline, entropy, reward);
  }

  private static List<Tensor> tensors(
      ControllerWeights weights,
      float[] order,
      float updates,
      float baseline,
      float entropy,
      float reward) {
    return List.of(
        FloatTensors.of(CONTROLLER, weights.parameters()),
        FloatTensors.of(FIRST, weights.firstMoment()),
        FloatTensors.of(SECOND, weights.secondMoment()),
        FloatTensors.of(ORDER, order),
        FloatTensors.of(UPDATES, updates),
        FloatTensors.of(BASELINE, baseline),
        FloatTensors.of(ENTROPY, entropy),
        FloatTensors.of(REWARD, reward));
  }
}
