package org.espalier.runners.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a search is, on standard error: one line that changes in place on a terminal; elsewhere a
 * line a round, or every ten seconds of a long one. Safe to call from several threads.
 */
public final class Progress implements AutoCloseable {
  private static final Duration TERMINAL_PACE = Duration.ofMillis(200);
  private static final Duration LOG_PACE = Duration.ofSeconds(10);

  private final StatusLine display;
  private final LongSupplier nanoTime;
  private final Pace pace = new Pace();
  private @Nullable Step shown;
  private String line = "";
  private long shownNanos;

  Progress(PrintStream err, boolean terminal, LongSupplier nanoTime) {
    this.display = new StatusLine(err, terminal);
    this.nanoTime = nanoTime;
  }

  /**
   * A display on standard error; the launcher says whether that is a terminal ({@code
   * espalier.terminal}).
   */
  public static Progress onStandardError() {
    return new Progress(System.err, isTerminal(), System::nanoTime);
  }

  static boolean isTerminal() {
    return Boolean.getBoolean("espalier.terminal");
  }

  /**
   * One reading.
   *
   * @param round the round being worked on, counted from 1
   * @param rounds rounds of the whole search; 0 where not known
   * @param trials trials finished so far, those of earlier, resumed rounds included
   * @param plannedTrials trials of the whole search; 0 where not known
   * @param steps steps taken on shared weights so far
   * @param plannedSteps steps of the whole search on shared weights; 0 where it takes none
   * @param best best score so far, a fraction in [0, 1]; empty before the first trial
   */
  public record Step(
      int round,
      int rounds,
      long trials,
      long plannedTrials,
      long steps,
      long plannedSteps,
      OptionalDouble best) {

    /** Whether the search is still training shared weights, before anything is scored. */
    boolean trains() {
      return steps < plannedSteps;
    }
  }

  /** Takes a reading and shows it, unless the last one shown is too recent. */
  public synchronized void update(Step step) {
    if (Interruption.isUnderWay()) {
      return;
    }
    var now = nanoTime.getAsLong();
    line = line(step, now);
    if (isDue(step, now)) {
      show(step, now);
    }
  }

  /** Shows the last reading, if it was not shown, and ends the line. */
  @Override
  public synchronized void close() {
    display.end(line);
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private boolean isDue(Step step, long now) {
    if (shown == null) {
      return true;
    }
    var onTerminal = display.isOnTerminal();
    return now - shownNanos >= (onTerminal ? TERMINAL_PACE : LOG_PACE).toNanos()
        || (!onTerminal && step.round() != shown.round());
  }

  private void show(Step step, long now) {
    display.show(line);
    shown = step;
    shownNanos = now;
  }

  private String line(Step step, long now) {
    var text = new StringBuilder("round " + step.round());
    if (step.rounds() > 0) {
      text.append('/').append(step.rounds());
    }
    text.append(" · ").append(step.trials());
    if (step.plannedTrials() > 0) {
      text.append('/').append(step.plannedTrials());
    }
    text.append(step.trials() == 1 && step.plannedTrials() <= 1 ? " trial" : " trials");
    if (step.trains()) {
      text.append(" · step ").append(step.steps()).append('/').append(step.plannedSteps());
    }
    if (step.best().isPresent()) {
      var percent = 100 * step.best().getAsDouble();
      text.append(String.format(Locale.ROOT, " · best %.2f %%", percent));
    }
    return text.append(remaining(step, now)).toString();
  }

  /**
   * The time left at the pace since the first reading: what an earlier, interrupted process did
   * says nothing.
   */
  private String remaining(Step step, long now) {
    var seconds = OptionalLong.empty();
    if (step.trains()) {
      seconds = pace.secondsLeft("steps", step.steps(), step.plannedSteps() - step.steps(), now);
    } else if (step.plannedTrials() > 0) {
      seconds =
          pace.secondsLeft("trials", step.trials(), step.plannedTrials() - step.trials(), now);
    } else {
      seconds = pace.secondsLeft("rounds", step.round(), step.rounds() - step.round() + 1, now);
    }
    var what = step.trains() ? " of training left" : " left";
    return seconds.isPresent() && seconds.getAsLong() > 0
        ? " · " + clock(seconds.getAsLong()) + what
        : "";
  }

  static String clock(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    var minutes = seconds / 60;
    return minutes < 60
        ? "%d min %02d s".formatted(minutes, seconds % 60)
        : "%d h %02d min".formatted(minutes / 60, minutes % 60);
  }
}
