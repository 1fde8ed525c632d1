package org.espalier.transforms.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.espalier.schemas.Best;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Scored;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/** The books of a search: what was charged, what failed, what is best, and whether it is over. */
final class Ledger {

  private final Experiment experiment;
  private final Predicate<Trial> qualifies;

  /**
   * The books of an experiment.
   *
   * @param qualifies whether a trial with a score may be the best
   */
  Ledger(Experiment experiment, Predicate<Trial> qualifies) {
    this.experiment = experiment;
    this.qualifies = qualifies;
  }

  /** The state after a round, but for the method's part. */
  SearchState.Builder next(SearchState state, Evidence evidence) {
    var trials = evidence.getTrials();
    var charged = trials.stream().filter(Ledger::isCharged).toList();
    var seconds = seconds(state, charged);
    var evaluations = state.getEvaluations() + charged.size();
    var failures = state.getFailures() + count(trials, Status.FAILED);
    var round = state.getRound() + 1;
    var steps = steps(trials);
    var weights = Optional.ofNullable(evidence.getWeights());
    var finished =
        trials.isEmpty()
            ? Optional.of("nothing left to propose")
            : Optional.ofNullable(evidence.getEnded())
                .or(() -> experiment.budget().reached(round, evaluations, seconds, failures));
    // Not newBuilder(state): that copies the archive deeply, every round.
    return SearchState.newBuilder()
        .setRun(state.getRun())
        .setMethod(state.getMethod())
        .setSpace(state.getSpace())
        .setSeed(state.getSeed())
        .setMethodState(state.getMethodState())
        .setRound(round)
        .setEvaluations(evaluations)
        .setSimulatedSeconds(seconds)
        .setFailures(failures)
        .setTrials(state.getTrials() + trials.size())
        .setSteps(state.getSteps() + steps)
        .setBest(best(weights.isPresent() ? null : state.getBest(), trials))
        .setWeights(weights.orElse(state.getWeights()))
        .setWeightsStep(weights.isPresent() ? state.getSteps() + steps : state.getWeightsStep())
        .setTeacher(newest(evidence.getTeacher(), state.getTeacher()))
        .setPredictor(newest(evidence.getPredictor(), state.getPredictor()))
        .setArchive(archive(state, trials, weights.isPresent() || evidence.getPredictor() != null))
        .setFinished(finished.orElse(null));
  }

  /** Steps on weights that go on to the next round: those of replicas count once. */
  private static int steps(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> trial.getTask() == Task.TRAIN)
        .mapToInt(Trial::getSteps)
        .max()
        .orElse(0);
  }

  private static @Nullable String newest(@Nullable String now, @Nullable String before) {
    return now == null ? before : now;
  }

  private static double seconds(SearchState state, List<Trial> charged) {
    var seconds = state.getSimulatedSeconds();
    for (var trial : charged) {
      seconds += trial.getSimulatedSeconds();
    }
    return seconds;
  }

  static boolean isCharged(Trial trial) {
    return trial.getTask() == Task.SCORE && trial.getCharged() && TrialResolver.evaluated(trial);
  }

  static int count(List<Trial> trials, Status status) {
    return (int) trials.stream().filter(trial -> trial.getStatus() == status).count();
  }

  /**
   * A score belongs to the weights it was measured with: new weights, or a predictor from now on,
   * make the archive void.
   */
  private List<Scored> archive(SearchState state, List<Trial> trials, boolean newWeights) {
    if (!experiment.constraints().deduplicate()) {
      return List.of();
    }
    var archive = new ArrayList<Scored>(newWeights ? List.of() : state.getArchive());
    trials.stream()
        .filter(trial -> trial.getTask() == Task.SCORE && trial.getStatus() == Status.OK)
        .map(TrialResolver::scored)
        .forEach(archive::add);
    return archive;
  }

  /** Likewise the best so far. */
  private @Nullable Best best(@Nullable Best best, List<Trial> trials) {
    for (var trial : trials) {
      var counts =
          trial.getScore() != null
              && trial.getDataSet().equals(experiment.dataSet())
              && qualifies.test(trial);
      if (counts && (best == null || trial.getScore() > best.getScore())) {
        best = best(trial, trial.getScore());
      }
    }
    return best;
  }

  private static Best best(Trial trial, double score) {
    return Best.newBuilder()
        .setGenotype(trial.getGenotype())
        .setScore(score)
        .setRound(trial.getRound())
        .setIndex(trial.getIndex())
        .setParameters(trial.getParameters())
        .setMadds(trial.getMadds())
        .build();
  }
}
