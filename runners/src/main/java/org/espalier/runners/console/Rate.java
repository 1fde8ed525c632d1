package org.espalier.runners.console;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a preparation is, on standard error: things done, things a second, bytes a second and the
 * time left. One line that changes in place on a terminal; elsewhere a line every ten seconds.
 */
public final class Rate implements AutoCloseable {

  private static final double LOG_SECONDS = 10;

  private final StatusLine display;
  private final LongSupplier nanoTime;
  private final String noun;
  private final long things;
  private final long bytes;
  private long firstThings = -1;
  private long firstBytes;
  private long firstNanos;
  private long shownNanos;
  private String latest = "";

  Rate(
      PrintStream err,
      boolean terminal,
      LongSupplier nanoTime,
      String noun,
      long things,
      long bytes) {
    this.display = new StatusLine(err, terminal);
    this.nanoTime = nanoTime;
    this.noun = noun;
    this.things = things;
    this.bytes = bytes;
  }

  /**
   * A display of so many things and bytes in all.
   *
   * @param noun what the things are called, in the plural
   * @param bytes their bytes; 0 where nobody knows
   */
  public static Rate onStandardError(String noun, long things, long bytes) {
    var terminal = Boolean.getBoolean("espalier.terminal");
    return new Rate(System.err, terminal, System::nanoTime, noun, things, bytes);
  }

  /** Takes a reading and shows it, unless the last one shown is too recent. */
  public synchronized void update(long doneThings, long doneBytes) {
    var now = nanoTime.getAsLong();
    if (firstThings < 0) {
      firstThings = doneThings;
      firstBytes = doneBytes;
      firstNanos = now;
    }
    latest = line(doneThings, doneBytes, (now - firstNanos) / 1e9);
    if (display.isOnTerminal() || display.isEmpty() || (now - shownNanos) / 1e9 >= LOG_SECONDS) {
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
  private String line(long doneThings, long doneBytes, double seconds) {
    var text = String.format(Locale.ROOT, "%,d/%,d %s", doneThings, things, noun);
    if (bytes > 0) {
      text += String.format(Locale.ROOT, " · %,.0f/%,.0f MB", doneBytes / 1e6, bytes / 1e6);
    }
    double perSecond = (doneThings - firstThings) / Math.max(seconds, 1e-9);
    if (doneThings == firstThings) {
      return text;
    }
    text += String.format(Locale.ROOT, " · %,.0f %s/s", perSecond, noun);
    if (bytes > 0) {
      double megabytes = (doneBytes - firstBytes) / 1e6 / seconds;
      text += String.format(Locale.ROOT, " · %,.1f MB/s", megabytes);
    }
    long left = Math.round((things - doneThings) / perSecond);
    return doneThings < things ? text + " · " + Progress.clock(left) + " left" : text;
  }
}
