package org.espalier.runners.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a training from scratch is, on standard error: epoch, loss, accuracies, images a second
 * and the time left. One line that changes in place on a terminal; elsewhere a line an epoch, or
 * every ten seconds of a long one. Safe to call from several threads.
 */
public final class EpochProgress implements AutoCloseable {
  private static final Duration TERMINAL_PACE = Duration.ofMillis(200);
  private static final Duration LOG_PACE = Duration.ofSeconds(10);

  private final StatusLine display;
  private final LongSupplier nanoTime;
  private final Pace pace = new Pace();
  private long firstImages = -1;
  private long firstNanos;
  private long shownNanos;
  private int shownEpoch;
  private String latest = "";

  EpochProgress(PrintStream err, boolean terminal, LongSupplier nanoTime) {
    this.display = new StatusLine(err, terminal);
    this.nanoTime = nanoTime;
  }

  /** A display on standard error; the launcher says whether that is a terminal. */
  public static EpochProgress onStandardError() {
    return new EpochProgress(System.err, Progress.isTerminal(), System::nanoTime);
  }

  /**
   * One reading.
   *
   * @param epoch the epoch that is trained, counted from 1
   * @param epochs all of them
   * @param images images trained on so far, those of earlier, resumed processes included
   * @param plannedImages images of the whole training
   * @param loss training loss of the last round, nats; null before the first
   * @param accuracy its training accuracy, a fraction in [0, 1]; null before the first
   * @param validation validation accuracy of the last epoch; empty before the first
   */
  public record Reading(
      int epoch,
      int epochs,
      long images,
      long plannedImages,
      @Nullable Double loss,
      @Nullable Double accuracy,
      OptionalDouble validation) {}

  /** Takes a reading and shows it, unless the last one shown is too recent. */
  public synchronized void update(Reading reading) {
    if (Interruption.isUnderWay()) {
      return;
    }
    var now = nanoTime.getAsLong();
    if (firstImages < 0) {
      firstImages = reading.images();
      firstNanos = now;
    }
    latest = line(reading, now);
    var onTerminal = display.isOnTerminal();
    var due = now - shownNanos >= (onTerminal ? TERMINAL_PACE : LOG_PACE).toNanos();
    if (display.isEmpty() || due || (!onTerminal && reading.epoch() != shownEpoch)) {
      shownEpoch = reading.epoch();
      display.show(latest);
      shownNanos = now;
    }
  }

  /** Shows the last reading, if it was not shown, and ends the line. */
  @Override
  public synchronized void close() {
    display.end(latest);
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  /** Rates since the first reading: what an earlier, interrupted process did says nothing. */
  private String line(Reading reading, long now) {
    var text = new StringBuilder("epoch " + reading.epoch() + '/' + reading.epochs());
    if (reading.loss() != null && reading.accuracy() != null) {
      text.append(
          String.format(
              Locale.ROOT,
              " · loss %.3f · train %.1f %%",
              reading.loss(),
              100 * reading.accuracy()));
    }
    if (reading.validation().isPresent()) {
      var percent = 100 * reading.validation().getAsDouble();
      text.append(String.format(Locale.ROOT, " · val %.1f %%", percent));
    }
    var done = reading.images() - firstImages;
    var seconds = (now - firstNanos) / 1e9;
    if (done > 0 && seconds > 0) {
      text.append(String.format(Locale.ROOT, " · %,.0f images/s", done / seconds));
    }
    var left =
        pace.secondsLeft(
            "images", reading.images(), reading.plannedImages() - reading.images(), now);
    if (left.isPresent() && left.getAsLong() > 0) {
      text.append(" · ").append(Progress.clock(left.getAsLong())).append(" left");
    }
    return text.toString();
  }
}
