package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.layer.OptionMadds;
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
 * ProxylessNAS within a candidate, by rewards: α climbs the mean of (reward − baseline) ∇ log p
 * over a few paths scored on one batch. The baseline takes their mean in first.
 */
final class PathRewardLearner implements Learner {

  /** Name of the moving average of rewards. */
  static final String BASELINE = "baseline";

  private final Proxyless settings;
  private final PathRewards rewards;
  private final Schedule schedule;
  private final OptionMask mask;
  private final OptionMadds madds;
  private final Parameters parameters;
  private final List<Scored> scored = new ArrayList<>();
  private float baseline;
  private int[] latest = {};

  /** A path with its reward. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  private record Scored(int[] path, double reward) {}

  PathRewardLearner(
      Proxyless settings,
      PathRewards rewards,
      ArchitectureParameters architecture,
      Schedule schedule,
      SearchSpace space,
      OptionMadds madds) {
    this.settings = settings;
    this.rewards = rewards;
    this.schedule = schedule;
    this.mask = architecture.mask(space);
    this.madds = madds;
    this.parameters = Parameters.of(ArchitectureParameters.ALPHA, architecture.tensors());
    this.baseline = architecture.values(BASELINE)[0];
  }

  @Override
  public Pass pass(long step) {
    return settings.learnsBefore(step, schedule) ? Pass.SCORE : Pass.NONE;
  }

  @Override
  public int passes(long step) {
    return rewards.samples();
  }

  @Override
  public Sample sample(long step, long seed) {
    latest = probabilities().draw(new SplittableRandom(seed));
    return new SampledPath(latest);
  }

  /** Never called: no pass has a gradient. */
  @Override
  public void learn(long step, double loss, float[] outputGradient) {}

  @Override
  public void score(long step, double accuracy) {
    var reward =
        settings.costTerm().map(cost -> cost.reward(accuracy, madds.of(latest))).orElse(accuracy);
    scored.add(new Scored(latest, reward));
    if (scored.size() == rewards.samples()) {
      climb();
      scored.clear();
    }
  }

  private void climb() {
    var mean = scored.stream().mapToDouble(Scored::reward).average().orElse(0);
    var decay = parameters.updates() == 0 ? 0 : rewards.baseline();
    baseline = (float) (decay * baseline + (1 - decay) * mean);
    var probabilities = probabilities();
    var gradient = new double[mask.index().size()];
    for (var each : scored) {
      var advantage = each.reward() - baseline;
      probabilities.addLogGradient(each.path(), -advantage / scored.size(), gradient);
    }
    parameters.descend(gradient, settings.optimizer(), mask::has);
  }

  private Softmax probabilities() {
    return Softmax.of(parameters.values(), mask);
  }

  @Override
  public List<Tensor> tensors() {
    var tensors = new ArrayList<>(parameters.tensors());
    tensors.add(FloatTensors.of(BASELINE, baseline));
    return tensors;
  }
}
