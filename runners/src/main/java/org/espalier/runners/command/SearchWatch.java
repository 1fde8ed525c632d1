package org.espalier.runners.command;

import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.espalier.pipelines.Search;
import org.espalier.runners.Progress;
import org.espalier.schemas.SearchState;
import org.jspecify.annotations.Nullable;

/**
 * Watches a search from outside: commits as they come, and between them the trials its workers have
 * finished, which they leave as files wherever they run.
 */
final class SearchWatch implements Search.Listener, AutoCloseable {

  private static final long PERIOD_MILLIS = 500;

  private final Search search;
  private final long plannedSteps;
  private final Progress progress = Progress.onStandardError();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "search-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable SearchState state;

  SearchWatch(Search search) {
    this.search = search;
    var experiment = search.run().experiment();
    this.plannedSteps = experiment.evaluator().join(experiment.method()).plannedSteps();
    var unused =
        clock.scheduleWithFixedDelay(
            this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void committed(SearchState committed) {
    state = committed;
    if (committed.getFinished() == null || committed.getTrials() > 0) {
      show(committed, committed.getRound(), committed.getTrials());
    }
  }

  private void look() {
    var known = state;
    if (known != null && known.getFinished() == null) {
      var finished = search.run().files().finishedTrials(known.getRound());
      show(known, known.getRound() + 1, known.getTrials() + finished);
    }
  }

  private void show(SearchState known, int round, long trials) {
    var best = known.getBest();
    progress.update(
        new Progress.Step(
            round,
            0,
            trials,
            planned(known),
            known.getSteps(),
            plannedSteps,
            best == null ? OptionalDouble.empty() : OptionalDouble.of(best.getScore())));
  }

  /** Trials of the whole search, at the pace of those so far; 0 where nothing is known yet. */
  private long planned(SearchState known) {
    // Steps on shared weights say nothing about how long scoring will take.
    if (known.getEvaluations() == 0) {
      return 0;
    }
    var budget = search.run().experiment().budget();
    var pace = (double) budget.evaluations() / known.getEvaluations();
    if (known.getSimulatedSeconds() > 0) {
      pace = Math.min(pace, budget.simulatedSeconds() / known.getSimulatedSeconds());
    }
    pace = Math.min(pace, (double) budget.rounds() / known.getRound());
    return known.getFinished() != null
        ? known.getTrials()
        : Math.max(known.getTrials(), Math.round(pace * known.getTrials()));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    progress.close();
  }
}
