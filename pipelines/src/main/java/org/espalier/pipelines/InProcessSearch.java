package org.espalier.pipelines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.StudyRow;
import org.espalier.schemas.Trial;
import org.espalier.transforms.evaluate.Nb201Table;
import org.espalier.transforms.round.CompletedRound;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.jspecify.annotations.Nullable;

/**
 * A whole search folded in one process, round by round, with nothing stored but its outcome.
 *
 * @param rounds the rounds, opened
 * @param table the benchmark table the found architecture is looked up in
 */
record InProcessSearch(Round rounds, Nb201Table table) {

  private static @Nullable InProcessSearch open;

  /** The fold of an experiment and a table, opened once a process. */
  static synchronized InProcessSearch of(Experiment experiment, String reportTable) {
    var unseeded = experiment.withSeed(0);
    if (open == null || !open.rounds.experiment().equals(unseeded)) {
      open =
          new InProcessSearch(
              Round.open(unseeded, new MemoryTensorStore()), Nb201Table.open(Path.of(reportTable)));
    }
    return open;
  }

  /** The outcome of the search from a seed. */
  StudyRow row(long seed) {
    var round = rounds.reseeded(seed, new MemoryTensorStore());
    var state = round.start();
    var trajectory = new ArrayList<Double>();
    while (!Round.isOver(state)) {
      var completed = completed(round, state);
      follow(completed, round.experiment().dataSet(), trajectory);
      state = completed.next();
    }
    return row(seed, state, trajectory);
  }

  private static CompletedRound completed(Round round, SearchState state) {
    List<Trial> trials = round.sample(state).stream().map(round::trainAndScore).toList();
    return round.mutate(state, round.select(state, trials));
  }

  private static void follow(CompletedRound completed, String dataSet, List<Double> trajectory) {
    for (var trial : completed.trials()) {
      if (trial.getCharged() && trial.getScore() != null && trial.getDataSet().equals(dataSet)) {
        var last = trajectory.isEmpty() ? 0.0 : trajectory.get(trajectory.size() - 1);
        trajectory.add(Math.max(last, trial.getScore()));
      }
    }
  }

  private StudyRow row(long seed, SearchState state, List<Double> trajectory) {
    var experiment = rounds.experiment();
    var best =
        Optional.ofNullable(state.getBest())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "seed " + seed + " found no architecture: " + state.getFinished()));
    return StudyRow.newBuilder()
        .setRun(experiment.run())
        .setMethod(experiment.method().name())
        .setDataSet(experiment.dataSet())
        .setSeed(seed)
        .setEvaluations(state.getEvaluations())
        .setSimulatedSeconds(state.getSimulatedSeconds())
        .setRounds(state.getRound())
        .setGenotype(best.getGenotype().getText())
        .setScore(best.getScore())
        .setRegret(table.bestSearch(experiment.dataSet()).accuracy() - best.getScore())
        .setReport(ReportedMetrics.of(table, best.getGenotype()).values().stream().toList())
        .setTrajectory(trajectory)
        .build();
  }
}
