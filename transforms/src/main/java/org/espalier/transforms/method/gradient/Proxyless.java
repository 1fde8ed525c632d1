package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner;
import org.jspecify.annotations.Nullable;

/**
 * ProxylessNAS: weights are trained along paths drawn from the softmax of the parameters α; every
 * so many steps α learns from a batch of validation images. By gates g of the options, one-hot on a
 * path, ∂L/∂α_i ≈ Σ_j ∂L/∂g_j · p_j (δ_ij − p_i):
 *
 * <ul>
 *   <li>{@code two}: two options of each decision are drawn without replacement, p is normalized
 *       over the two and says which of them is on the path; then both α are shifted so that the sum
 *       of their e^α stays, and with it the probability of every other option
 *   <li>{@code full}: all options, one of them on the path
 *   <li>{@code reinforce}: no gates; the policy gradient of rewards of sampled paths
 * </ul>
 *
 * <p>A decision whose path has no layer there, {@code Zero}, learns nothing by gates in that step,
 * from the cost neither: Adam skips it. What is found is the most probable option of each decision.
 *
 * <p>Source: Cai, Zhu, Han, "ProxylessNAS: direct neural architecture search on target task and
 * hardware", ICLR 2019, <a href="https://arxiv.org/abs/1812.00332">arXiv:1812.00332</a>, with the
 * authors' code. What differs:
 *
 * <ul>
 *   <li>α learns before a step of the weights, theirs after one; batches for α have the size of
 *       those for the weights, as theirs for gates, while their rewards are of 1000 images
 *   <li>the expected multiply-adds in a cost are those of all options; in their mode of two paths
 *       they are those of the two drawn, as their gradient is there and here
 *   <li>Adam counts its steps once for all decisions, theirs for each decision
 *   <li>one learning rate for warm-up and search, theirs starts again after the warm-up, which has
 *       paths by α that is all but uniform, as here
 *   <li>costs are multiply-adds of the full network for the data set; their tables of measured
 *       latencies are not read
 * </ul>
 *
 * @param epochs epochs, at least 1
 * @param warmUpEpochs the first of them, in which only weights are trained, in [0, epochs)
 * @param architectureInterval steps from one step of α to the next, at least 1; published as 5
 * @param mode {@code two}, {@code full} or {@code reinforce}
 * @param cost what multiply-adds cost; absent for nothing, as published without a target device
 * @param rewards with mode reinforce, and only there
 * @param optimizer how α follows its gradient; published with a first decay of 0
 */
public record Proxyless(
    int epochs,
    int warmUpEpochs,
    int architectureInterval,
    String mode,
    @Nullable CostTerm cost,
    @Nullable PathRewards rewards,
    AdamSettings optimizer)
    implements GradientMethod {

  static final String TWO = "two";
  static final String FULL = "full";
  static final String REINFORCE = "reinforce";

  private static final double INITIAL_DEVIATION = 1e-3;

  /** Checks the settings. */
  public Proxyless {
    Settings.atLeast("epochs", epochs, 1);
    Settings.check(
        warmUpEpochs >= 0 && warmUpEpochs < epochs, "warmUpEpochs", "in [0, epochs)", warmUpEpochs);
    Settings.atLeast("architectureInterval", architectureInterval, 1);
    var modes = List.of(TWO, FULL, REINFORCE);
    Settings.check(modes.contains(mode), "mode", "one of " + modes, mode);
    var reinforces = mode.equals(REINFORCE);
    Settings.check(
        reinforces == (rewards != null),
        "rewards",
        "set with mode reinforce and absent otherwise",
        String.valueOf(rewards));
    var terms = reinforces ? CostTerm.REWARDS : CostTerm.LOSSES;
    Settings.check(
        cost == null || terms.contains(cost.loss()),
        "cost.loss",
        "one of " + terms + " with mode " + mode,
        cost == null ? "absent" : cost.loss());
  }

  @Override
  public String name() {
    return "proxyless";
  }

  @Override
  public List<Integer> stageEpochs() {
    return List.of(epochs);
  }

  @Override
  public SupernetForm form(SearchSpace space) {
    return mode.equals(REINFORCE) ? Forms.path(space, true) : Forms.comparedPath(space);
  }

  @Override
  public ArchitectureParameters start(SearchSpace space, RandomGenerator random) {
    var form = form(space);
    var start = ArchitectureParameters.normal(form, 0, INITIAL_DEVIATION, space, random);
    var tensors = new ArrayList<>(start.tensors());
    if (mode.equals(REINFORCE)) {
      tensors.add(FloatTensors.of(PathRewardLearner.BASELINE, 0));
    }
    return start.with(tensors);
  }

  @Override
  public Learner learner(
      ArchitectureParameters architecture, Schedule schedule, SearchSpace space, Target target) {
    var madds = space.optionMadds(target);
    return rewards == null
        ? new GateLearner(this, architecture, schedule, space, madds)
        : new PathRewardLearner(this, rewards, architecture, schedule, space, madds);
  }

  Optional<CostTerm> costTerm() {
    return Optional.ofNullable(cost);
  }

  /** Whether α learns before a step. */
  boolean learnsBefore(long step, Schedule schedule) {
    return schedule.epoch(step) >= warmUpEpochs && step % architectureInterval == 0;
  }

  @Override
  public double[] optionScores(ArchitectureParameters architecture, SearchSpace space) {
    return architecture.softmax(space).values();
  }

  @Override
  public void check(SearchSpace space, Target target) {
    if (cost == null) {
      return;
    }
    var madds = space.optionMadds(target);
    var index = madds.index();
    var least = madds.always();
    for (var decision = 0; decision < index.decisions(); decision++) {
      least +=
          (double)
              IntStream.range(index.start(decision), index.end(decision))
                  .mapToLong(at -> madds.options()[at])
                  .min()
                  .orElse(0);
    }
    Settings.check(
        cost.reference() >= least,
        "method.cost.reference",
        "at least %.0f, the multiply-adds of the smallest network of space %s for %s"
            .formatted(least, space.name(), target.dataSet()),
        cost.reference());
  }

  /** The multiply-adds of the full network, the mean over the distribution. */
  @Override
  public List<Gauge> gauges(ArchitectureParameters architecture, SearchSpace space, Target target) {
    var expected = space.optionMadds(target).expected(optionScores(architecture, space));
    return List.of(new Gauge("expected_madds", expected));
  }
}
