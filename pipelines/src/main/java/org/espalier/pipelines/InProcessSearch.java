package org.espalier.pipelines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.models.program.Resources;
import org.espalier.schemas.Best;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.StudyRow;
import org.espalier.schemas.Trial;
import org.espalier.transforms.benchmark.Benchmark;
import org.espalier.transforms.benchmark.Benchmarks;
import org.espalier.transforms.method.StateReferences;
import org.espalier.transforms.round.CompletedRound;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.MemoryTensorStore;

/**
 * A whole search folded in one process, round by round, with the calls that a search makes on its
 * workers; nothing is stored but its outcome.
 *
 * @param experiment what decides the trials
 */
record InProcessSearch(Experiment experiment) {

  private static final long NO_SEED = 0;

  /** What all seeds share: opened rounds, reseeded for each, and the report table. */
  private record Shared(Round rounds, Optional<Benchmark> benchmark) {}

  private record Key(Experiment unseeded) {}

  /**
   * Opens the evaluator and the report table: what is wrong with an input shows.
   *
   * @throws IllegalArgumentException naming the input and what to do
   */
  static void check(Experiment experiment) {
    use(experiment, Shared::benchmark);
  }

  private static <R> R use(Experiment experiment, Function<Shared, R> use) {
    var key = new Key(experiment.withSeed(NO_SEED));
    return Resources.ofProcess().use(key, () -> open(key.unseeded()), use);
  }

  private static Resources.Opened<Shared> open(Experiment unseeded) {
    // Checks method, space and report table together, and names the key that is wrong.
    var rounds = Round.open(unseeded, new MemoryTensorStore());
    var benchmark =
        Optional.ofNullable(unseeded.reportTable())
            .map(file -> Benchmarks.open(Path.of(file), unseeded.space()));
    return new Resources.Opened<>(new Shared(rounds, benchmark), rounds.bytes(), rounds::close);
  }

  /** The outcome of the search. */
  StudyRow row() {
    return use(experiment, this::row);
  }

  private StudyRow row(Shared shared) {
    var tensors = new MemoryTensorStore();
    var round = shared.rounds().reseeded(experiment.seed(), tensors);
    var state = round.start();
    var trajectory = new ArrayList<Double>();
    while (!Round.isOver(state)) {
      var completed = complete(round, state);
      follow(completed, trajectory);
      state = completed.next();
      tensors.retain(StateReferences.tensors(state));
    }
    return row(state, trajectory, shared.benchmark());
  }

  private static CompletedRound complete(Round round, SearchState state) {
    List<Trial> trials = round.sample(state).stream().map(round::trainAndScore).toList();
    return round.mutate(state, round.select(state, trials));
  }

  private void follow(CompletedRound completed, List<Double> trajectory) {
    for (var trial : completed.trials()) {
      if (trial.getCharged()
          && trial.getScore() != null
          && trial.getDataSet().equals(experiment.dataSet())) {
        var last = trajectory.isEmpty() ? 0.0 : trajectory.get(trajectory.size() - 1);
        trajectory.add(Math.max(last, trial.getScore()));
      }
    }
  }

  private StudyRow row(SearchState state, List<Double> trajectory, Optional<Benchmark> benchmark) {
    var best = best(state);
    return StudyRow.newBuilder()
        .setRun(experiment.run())
        .setMethod(experiment.method().name())
        .setDataSet(experiment.dataSet())
        .setSeed(experiment.seed())
        .setEvaluations(state.getEvaluations())
        .setSimulatedSeconds(state.getSimulatedSeconds())
        .setRounds(state.getRound())
        .setTrials(state.getTrials())
        .setGenotype(best.getGenotype().getText())
        .setScore(best.getScore())
        .setRegret(benchmark.map(of -> regret(of, best)).orElse(null))
        .setReport(benchmark.map(of -> of.reports(best.getGenotype())).orElse(List.of()))
        .setTrajectory(trajectory)
        .build();
  }

  private double regret(Benchmark benchmark, Best best) {
    return benchmark.bestSearch(experiment.dataSet()).accuracy() - best.getScore();
  }

  private Best best(SearchState state) {
    return Optional.ofNullable(state.getBest())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "seed "
                        + experiment.seed()
                        + " found no architecture: "
                        + state.getFinished()));
  }
}
