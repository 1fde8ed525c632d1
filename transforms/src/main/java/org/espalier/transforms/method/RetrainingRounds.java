package org.espalier.transforms.method;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.RetrainState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of {@link Retraining}. No round lies in two epochs: the last one of an epoch may have
 * fewer steps. A replica that leaves the finite range is left out of the average; where all do, the
 * training ends. A trial that fails ends it where the budget has none for it; a failed validation
 * is made again when the training resumes.
 *
 * @param method what is trained, and for how long
 * @param training steps of an epoch and of a round, and replicas
 */
record RetrainingRounds(Retraining method, SharedTraining training) implements TrainingRounds {

  private static final String DIVERGED =
      "no replica stayed finite: lower evaluator.training.learningRate, or set its clipNorm";

  @Override
  public String name() {
    return method.name();
  }

  @Override
  public long plannedSteps() {
    return (long) method.epochs() * training.stepsPerEpoch();
  }

  @Override
  public boolean usesValidationImages() {
    return false;
  }

  @Override
  public Learner learner(Candidate candidate, SearchContext context) {
    return PretrainingLearner.along(encoding());
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var weights = Optional.ofNullable(state.getWeights());
    var genotype = genotype(context);
    if (validates(state)) {
      var subspace = "epoch " + epochs(state);
      return List.of(
          Proposal.score(genotype).from(subspace, Optional.empty()).with(weights).free());
    }
    var left = training.stepsPerEpoch() - (int) (state.getSteps() % training.stepsPerEpoch());
    var now = Math.min(training.stepsPerRound(), left);
    if (state.getSteps() >= plannedSteps()) {
      return List.of();
    }
    return IntStream.range(0, training.replicas())
        .mapToObj(
            replica ->
                Proposal.train(weights, now, replica, training.replicas())
                    .from("epoch " + (epochs(state) + 1), Optional.empty())
                    .of(genotype))
        .toList();
  }

  private Genotype genotype(SearchContext context) {
    return context.space().genotype(encoding());
  }

  private int[] encoding() {
    return method.encoding().stream().mapToInt(Integer::intValue).toArray();
  }

  /** Whole epochs trained. */
  private int epochs(SearchState state) {
    return (int) (state.getSteps() / training.stepsPerEpoch());
  }

  /** Whether the next round validates the epoch that has just ended. */
  private boolean validates(SearchState state) {
    return method.validates()
        && state.getSteps() % training.stepsPerEpoch() == 0
        && epochs(state) > own(state).getValidated();
  }

  private static RetrainState own(SearchState state) {
    return MethodStates.of(state, RetrainState.class)
        .orElseGet(() -> RetrainState.newBuilder().build());
  }

  @Override
  public Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    var evidence = Evidence.newBuilder().setRound(state.getRound()).setTrials(trials);
    if (validates(state)) {
      var isLast = epochs(state) >= method.epochs() && !hasFailed(trials);
      return evidence.setEnded(isLast ? done() : null).build();
    }
    var trained = Replicas.of(trials);
    var steps = trials.stream().mapToInt(Trial::getSteps).max().orElse(0);
    var last = !method.validates() && state.getSteps() + steps >= plannedSteps();
    return evidence
        .setSurvivors(trained.indices())
        .setWeights(trained.weights(context.tensors()))
        .setEnded(trained.isEmpty() ? whyNone(trials) : last ? done() : null)
        .build();
  }

  /** Where all have failed, the budget of failures ends the training. */
  private static @Nullable String whyNone(List<Trial> trials) {
    return trials.stream().anyMatch(trial -> trial.getStatus() == Status.DIVERGED)
        ? DIVERGED
        : null;
  }

  private static boolean hasFailed(List<Trial> trials) {
    return trials.stream().anyMatch(trial -> trial.getStatus() == Status.FAILED);
  }

  private String done() {
    return method.epochs() == 1 ? "1 epoch trained" : method.epochs() + " epochs trained";
  }

  @Override
  public @Nullable Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    var before = own(state);
    if (!validates(state) || hasFailed(evidence.getTrials())) {
      return before;
    }
    var next = RetrainState.newBuilder(before).setValidated(epochs(state));
    var accuracy = evidence.getTrials().get(0).getScore();
    if (accuracy != null
        && (before.getBestWeights() == null || accuracy > before.getBestAccuracy())) {
      next.setBestEpoch(epochs(state)).setBestAccuracy(accuracy).setBestWeights(state.getWeights());
    }
    return next.build();
  }

  @Override
  public List<Gauge> gauges(SearchState state, SearchContext context) {
    var epochs = (double) state.getSteps() / training.stepsPerEpoch();
    return List.of(new Gauge("epochs", epochs));
  }
}
