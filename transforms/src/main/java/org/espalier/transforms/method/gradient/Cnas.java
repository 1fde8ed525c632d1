package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.espalier.models.network.controller.SequenceController;
import org.espalier.models.network.controller.SequenceControllerShape;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.OneOrMore;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.Curriculum;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.RoundMethod;
import org.espalier.transforms.method.SharedTraining;
import org.espalier.transforms.method.TrainingRounds;

/**
 * CNAS: a recurrent policy learns by the policy gradient in a space that grows stage by stage.
 * Options that a stage does not allow have probability 0. Nothing starts anew with a stage: the
 * policy, its optimizer, the baseline and shared weights go on. At the end of each stage
 * architectures are drawn and scored.
 *
 * <p>With shared weights, each step on the weights goes along an architecture drawn from the
 * policy, and before it the policy learns from the accuracy of others on validation batches. The
 * first epochs of each stage train the weights along uniform draws, so that what is new is not
 * evaluated untrained. Without shared weights an epoch is one update from {@code
 * policy.samplesPerUpdate} scores. Option scores are the frequencies of options in a few hundred
 * draws.
 *
 * <p>Source: Guo et al., "Breaking the curse of space explosion: towards efficient NAS with
 * curriculum search", ICML 2020, <a href="https://arxiv.org/abs/2007.07197">arXiv:2007.07197</a>.
 * What differs: the policy learns between the steps on the weights and not after each epoch of
 * them; validation batches are not augmented; the policy reaches every option, which that of the
 * authors' code does not; what is found after the last stage is the best of all its draws, with
 * shared weights also of the architecture of the most frequent options; {@code fixed} has the
 * stages' schedule too.
 *
 * @param curriculum how the space grows: see {@link Curriculum}
 * @param stages stages, at least 1
 * @param warmUpEpochs epochs at the start of each stage in which draws are uniform and the policy
 *     does not learn, at least 0
 * @param epochs epochs of each stage in which it does, at least 1
 * @param controllerEvery the policy learns before every so many-th step, at least 1
 * @param policy how it learns
 * @param derivations times that architectures are drawn at the end of a stage, at least 0
 * @param candidatesPerDerivation architectures drawn each time, at least 1
 */
public record Cnas(
    @OneOrMore List<String> curriculum,
    int stages,
    int warmUpEpochs,
    int epochs,
    int controllerEvery,
    PolicySettings policy,
    int derivations,
    int candidatesPerDerivation)
    implements GradientMethod {

  private static final int PATHS = 500;

  /** Checks the settings. */
  public Cnas {
    curriculum = new Curriculum(curriculum, stages).setting();
    Settings.atLeast("warmUpEpochs", warmUpEpochs, 0);
    Settings.atLeast("epochs", epochs, 1);
    Settings.atLeast("controllerEvery", controllerEvery, 1);
    Settings.atLeast("derivations", derivations, 0);
    Settings.atLeast("candidatesPerDerivation", candidatesPerDerivation, 1);
  }

  @Override
  public String name() {
    return "cnas";
  }

  @Override
  public boolean supports(SearchSpace space) {
    return space.isUnconstrained();
  }

  @Override
  public void check(SearchSpace space) {
    growth().check(space);
  }

  private Curriculum growth() {
    return new Curriculum(curriculum, stages);
  }

  @Override
  public List<Integer> stageEpochs() {
    return Collections.nCopies(stages, warmUpEpochs + epochs);
  }

  @Override
  public int stageCandidates() {
    return derivations * candidatesPerDerivation;
  }

  @Override
  public int finalCandidates() {
    return stageCandidates();
  }

  SequenceController controller(SearchSpace space) {
    return SequenceController.of(SequenceControllerShape.of(space.decisions(), policy.hidden()));
  }

  @Override
  public SupernetForm form(SearchSpace space) {
    return Forms.path(space, true);
  }

  @Override
  public ArchitectureParameters start(SearchSpace space, RandomGenerator random) {
    var order = growth().order(space, random);
    var parameters = controller(space).initial(random).parameters();
    return new ArchitectureParameters(0, CnasLearner.start(parameters, order), form(space));
  }

  @Override
  public Learner learner(
      ArchitectureParameters architecture, Schedule schedule, SearchSpace space, Target target) {
    return new CnasLearner(this, architecture, schedule, space);
  }

  @Override
  public TrainingRounds withTraining(SharedTraining training) {
    Settings.check(
        controllerEvery <= (long) epochs * training.stepsPerEpoch(),
        "method.controllerEvery",
        "at most the %d steps of the epochs of a stage in which the policy learns"
            .formatted((long) epochs * training.stepsPerEpoch()),
        controllerEvery);
    return GradientMethod.super.withTraining(training);
  }

  @Override
  public Optional<RoundMethod> withoutTraining() {
    Settings.check(
        controllerEvery == 1,
        "method.controllerEvery",
        "1 without shared weights, where every round is an update",
        controllerEvery);
    return Optional.of(new PolicyRounds(this));
  }

  /** What a stage allows of what the supernet has. */
  OptionMask allowed(ArchitectureParameters architecture, SearchSpace space) {
    var supernet = architecture.mask(space);
    var stage = stageMask(architecture, architecture.stage(), space);
    return OptionMask.where(
        space.options(), position -> supernet.has(position) && stage.has(position));
  }

  private OptionMask stageMask(ArchitectureParameters architecture, int stage, SearchSpace space) {
    return growth().allowed(space, CnasLearner.order(architecture), stage);
  }

  @Override
  public double[] optionScores(ArchitectureParameters architecture, SearchSpace space) {
    return DrawnPaths.frequencies(
        paths(architecture, space, Seeds.random(0), PATHS), space.options());
  }

  @Override
  public boolean hasDistribution() {
    return true;
  }

  @Override
  public double[] drawn(
      ArchitectureParameters architecture, SearchSpace space, RandomGenerator random) {
    return DrawnPaths.frequencies(paths(architecture, space, random, 1), space.options());
  }

  /** Architectures drawn from the policy, [count][decisions]. */
  int[][] paths(
      ArchitectureParameters architecture, SearchSpace space, RandomGenerator random, int count) {
    return controller(space)
        .propose(
            architecture.values(CnasLearner.CONTROLLER),
            allowed(architecture, space),
            DrawnPaths.draws(random, count, space.decisions().size()));
  }

  /**
   * Options of a decision that the stage allows, on average; the policy's entropy at its last
   * update, nats a decision, the mean reward of that update and the baseline, all three from the
   * first update on; and the share of the options that are new in this stage among the choices
   * where there is one, 0 where none is new.
   */
  List<Gauge> gauges(
      ArchitectureParameters architecture, List<Double> optionScores, SearchSpace space) {
    var now = stageMask(architecture, architecture.stage(), space);
    var index = space.options();
    var before =
        architecture.stage() == 0 ? now : stageMask(architecture, architecture.stage() - 1, space);
    var allowed = 0;
    var share = 0.0;
    var growing = 0;
    for (var decision = 0; decision < index.decisions(); decision++) {
      allowed += now.count(decision);
      growing += now.count(decision) > before.count(decision) ? 1 : 0;
      for (var at = index.start(decision); at < index.end(decision); at++) {
        share += now.has(at) && !before.has(at) ? optionScores.get(at) : 0;
      }
    }
    var gauges = new ArrayList<Gauge>();
    gauges.add(new Gauge("options_allowed", (double) allowed / index.decisions()));
    if (CnasLearner.hasLearned(architecture)) {
      var entropy = architecture.values(CnasLearner.ENTROPY)[0];
      // That of a deterministic policy is -0.0.
      gauges.add(new Gauge("policy_entropy", Math.max(0.0, (double) entropy / index.decisions())));
      gauges.add(new Gauge("reward", (double) architecture.values(CnasLearner.REWARD)[0]));
      gauges.add(new Gauge("baseline", (double) architecture.values(CnasLearner.BASELINE)[0]));
    }
    gauges.add(new Gauge("newest_share", growing == 0 ? 0.0 : share / growing));
    return gauges;
  }

  @Override
  public List<Gauge> gauges(ArchitectureParameters architecture, SearchSpace space, Target target) {
    return gauges(architecture, Floats.list(optionScores(architecture, space)), space);
  }

  /** The mean of rewards. */
  static double mean(double[] rewards) {
    return Arrays.stream(rewards).average().orElse(0);
  }
}
