package org.espalier.runners.command;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.espalier.pipelines.RunClock;
import org.espalier.pipelines.Search;
import org.espalier.runners.console.Interruption;
import org.espalier.runners.console.Notice;
import org.espalier.runners.console.Progress;
import org.espalier.runners.console.Ticker;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.files.DamagedFileException;
import org.jspecify.annotations.Nullable;

/**
 * Watches a search from outside: commits as they come, and between them the trials its workers have
 * finished, which they leave as files wherever they run.
 */
final class SearchWatch implements Search.Listener, AutoCloseable {

  private static final Duration PERIOD = Duration.ofMillis(500);

  private final Search search;
  private final long plannedSteps;
  private final boolean endsWithTraining;
  private final Progress progress = Progress.onStandardError();
  private final Ticker ticker;
  private final RunClock time;
  private long mostSteps;
  private volatile @Nullable SearchState before;
  private volatile @Nullable SearchState state;

  /**
   * Watches until it is closed.
   *
   * @param time what notes how long the search takes
   */
  SearchWatch(Search search, RunClock time) {
    this.search = search;
    this.time = time;
    var experiment = search.run().experiment();
    var rounds = experiment.evaluator().join(experiment.method());
    this.plannedSteps = rounds.plannedSteps();
    this.endsWithTraining = rounds.endsWithTraining();
    Interruption.advise(this::advice);
    this.ticker = Ticker.every(PERIOD, "search-watch", this::look);
  }

  @Override
  public void committed(SearchState committed) {
    before = state;
    state = committed;
    time.tick();
    if (committed.getFinished() == null || committed.getTrials() > 0) {
      var round = committed.getRound() + (committed.getFinished() == null ? 1 : 0);
      show(committed, round, committed.getTrials(), committed.getSteps());
    }
  }

  @Override
  public void wentBack(String notice) {
    Notice.print(notice);
  }

  private void look() {
    try {
      var known = latest();
      if (known == null || known.getFinished() != null) {
        return;
      }
      var files = search.run().files();
      show(
          known,
          known.getRound() + 1,
          known.getTrials() + files.finishedTrials(known.getRound()),
          known.getSteps() + steps(files.stepsTaken(known.getRound()), known));
    } catch (UncheckedIOException | DamagedFileException unreadable) {
      // The pipeline says what is wrong; a display must not end it.
    }
  }

  /** The last state: a pipeline of several rounds commits some before it ends. */
  private @Nullable SearchState latest() {
    var known = state;
    var files = search.run().files();
    if (known == null || files.committed().orElse(0) <= known.getRound()) {
      return known;
    }
    var newer = files.latest().state();
    before = known;
    state = newer;
    return newer;
  }

  /** Steps of the running round: replicas take theirs side by side, or one after the other. */
  private long steps(List<Integer> taken, SearchState known) {
    var earlier = before;
    var lastRound = earlier == null ? 0 : known.getTrials() - earlier.getTrials();
    var replicas = Math.max(taken.size(), lastRound);
    return replicas == 0 ? 0 : taken.stream().mapToLong(Integer::longValue).sum() / replicas;
  }

  private synchronized void show(SearchState known, int round, long trials, long steps) {
    var best = known.getBest();
    var planned = planned(known);
    mostSteps = Math.max(mostSteps, steps);
    progress.update(
        new Progress.Step(
            round,
            0,
            trials,
            planned == 0 ? 0 : Math.max(planned, trials),
            mostSteps,
            plannedSteps,
            best == null ? OptionalDouble.empty() : OptionalDouble.of(best.getScore())));
  }

  private String advice() {
    time.note();
    var known = state;
    return known == null || known.getRound() == 0
        ? "before the first round was complete; repeat the command to start again"
        : "after round " + known.getRound() + "; repeat the command to resume";
  }

  /** Trials of the whole search, at the pace of those so far; 0 where nothing is known yet. */
  private long planned(SearchState known) {
    if (known.getFinished() != null) {
      return known.getTrials();
    }
    // Steps on shared weights say nothing about how long scoring will take.
    if (known.getEvaluations() == 0 || endsWithTraining) {
      return 0;
    }
    var budget = search.run().experiment().budget();
    var pace = (double) budget.evaluations() / known.getEvaluations();
    if (known.getSimulatedSeconds() > 0) {
      pace = Math.min(pace, budget.simulatedSeconds() / known.getSimulatedSeconds());
    }
    pace = Math.min(pace, (double) budget.rounds() / known.getRound());
    return Math.max(known.getTrials(), Math.round(pace * known.getTrials()));
  }

  @Override
  public void close() {
    Interruption.advise(() -> "");
    ticker.close();
    progress.close();
  }
}
