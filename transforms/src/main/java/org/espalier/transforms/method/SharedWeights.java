package org.espalier.transforms.method;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Tensor;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/**
 * Any method with rounds put before it that train shared weights; what the method then proposes is
 * scored with those weights. The first steps go along the largest path only, the later ones along
 * paths drawn uniformly from the whole space, or phase by phase: random paths alone take many times
 * longer to agree on what their shared tensors should do.
 *
 * <p>A training round is {@code stepsPerRound} local steps on each replica's share of the data, and
 * Select combines the replicas per tensor. One replica is training as published.
 *
 * <p>Source: one-shot training by uniform sampling as Guo et al. 2020, "Single path one-shot neural
 * architecture search with uniform sampling", ECCV; the start from the largest network as Cai et
 * al. 2020, "Once-for-all", ICLR.
 *
 * @param method the method that searches
 * @param pretraining how long weights are trained before, and along what
 * @param stepsPerRound steps of a round, at least 1
 * @param replicas replicas trained side by side, at least 1
 */
record SharedWeights(RoundMethod method, Pretraining pretraining, int stepsPerRound, int replicas)
    implements TrainingRounds {

  /**
   * Tensor of a training candidate: the probability of each option of each decision, in the order
   * of the space's options. Without it paths are uniform.
   */
  static final String PATHS = "paths";

  /** Rounds of training before a method's own. */
  static SharedWeights before(CandidateMethod method, SharedTraining training) {
    var pretraining =
        training
            .pretraining()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "evaluator.training.pretraining is missing: method "
                            + method.name()
                            + " needs shared weights trained before it searches"));
    return new SharedWeights(method, pretraining, training.stepsPerRound(), training.replicas());
  }

  /** Checks the settings. */
  SharedWeights {
    Settings.atLeast("stepsPerRound", stepsPerRound, 1);
    Settings.atLeast("replicas", replicas, 1);
  }

  @Override
  public String name() {
    return method.name();
  }

  @Override
  public long plannedSteps() {
    return pretraining.steps();
  }

  @Override
  public boolean endsWithTraining() {
    return false;
  }

  @Override
  public boolean usesValidationImages() {
    return false;
  }

  @Override
  public Learner learner(Candidate candidate, SearchContext context) {
    return PretrainingLearner.of(candidate, phases(context), Target.of(context.dataSet()));
  }

  private PretrainingPhases phases(SearchContext context) {
    return new PretrainingPhases(pretraining, context.space());
  }

  @Override
  public void check(SearchSpace space, NetworkSize size) {
    if (pretraining.shrinking() != null) {
      var setting = "evaluator.training.pretraining.shrinking";
      Settings.check(
          !space.shrinkPhases().isEmpty(), setting, "absent in space " + space.name(), "set");
      Settings.check(
          size.blocks(space.name()).elastic(), setting, "absent without network.elastic", "set");
    }
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var weights = Optional.ofNullable(state.getWeights());
    if (!trains(state)) {
      return method.sample(state, context).stream()
          .map(proposal -> proposal.with(weights))
          .toList();
    }
    var warming = state.getSteps() < pretraining.warmUpSteps();
    var end = phases(context).end(state.getSteps());
    var now = (int) Math.min(stepsPerRound, end - state.getSteps());
    List<Tensor> paths = warming ? List.of(certain(largest(context), context)) : List.of();
    var teacher = Optional.ofNullable(state.getTeacher());
    return IntStream.range(0, replicas)
        .mapToObj(
            replica ->
                Proposal.train(weights, now, replica, replicas).drawing(paths).taughtBy(teacher))
        .toList();
  }

  private static int[] largest(SearchContext context) {
    return context.space().largestPath(Target.of(context.dataSet()));
  }

  /** All probability on one path. */
  private static Tensor certain(int[] path, SearchContext context) {
    var index = context.space().options();
    var probabilities = new float[index.size()];
    for (var decision = 0; decision < path.length; decision++) {
      probabilities[index.at(decision, path[decision])] = 1;
    }
    return FloatTensors.of(PATHS, probabilities);
  }

  private boolean trains(SearchState state) {
    return state.getSteps() < pretraining.steps();
  }

  @Override
  public Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    if (!trains(state)) {
      return method.select(state, trials, context);
    }
    var trained = Replicas.of(trials);
    var weights = trained.weights(context.tensors());
    return Evidence.newBuilder()
        .setRound(state.getRound())
        .setTrials(trials)
        .setSurvivors(trained.indices())
        .setWeights(weights)
        .setTeacher(endsWarmUp(state, trials) ? reached(weights, state) : null)
        .setEnded(trained.isEmpty() ? untrained(state, trials) : null)
        .build();
  }

  /** The weights of a round, or those before it where none of its replicas stayed finite. */
  private static @Nullable String reached(@Nullable String weights, SearchState state) {
    return weights == null ? state.getWeights() : weights;
  }

  private boolean endsWarmUp(SearchState state, List<Trial> trials) {
    var taken = trials.stream().mapToInt(Trial::getSteps).max().orElse(0);
    return pretraining.isTaught()
        && state.getSteps() < pretraining.warmUpSteps()
        && state.getSteps() + taken >= pretraining.warmUpSteps();
  }

  /** Scores by weights that no training ever reached would mean nothing. */
  private @Nullable String untrained(SearchState state, List<Trial> trials) {
    var after = state.getSteps() + trials.stream().mapToInt(Trial::getSteps).max().orElse(0);
    return state.getWeights() != null || (after < pretraining.steps() && !endsWarmUp(state, trials))
        ? null
        : "every round of training diverged or failed, so there are no weights to score with: lower"
            + " evaluator.training.learningRate, or set its clipNorm";
  }

  @Override
  public @Nullable Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    return trains(state) ? state.getMethodState() : method.mutate(state, evidence, context);
  }

  @Override
  public boolean qualifies(SearchState state, Genotype genotype, SearchContext context) {
    return method.qualifies(state, genotype, context);
  }

  @Override
  public List<Gauge> gauges(SearchState state, SearchContext context) {
    return method.gauges(state, context);
  }
}
