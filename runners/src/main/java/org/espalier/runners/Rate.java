package org.espalier.runners;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a preparation is, on standard error: images, images a second, bytes a second and the time
 * left. One line that changes in place on a terminal; elsewhere a line every ten seconds.
 */
public final class Rate implements AutoCloseable {

  private static final double LOG_SECONDS = 10;
  private static final int TERMINAL_WIDTH = 79;

  private final PrintStream err;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final long images;
  private final long bytes;
  private long firstImages = -1;
  private long firstBytes;
  private long firstNanos;
  private long shownNanos;
  private String latest = "";
  private String shown = "";

  Rate(PrintStream err, boolean terminal, LongSupplier nanoTime, long images, long bytes) {
    this.err = err;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.images = images;
    this.bytes = bytes;
  }

  /** A display of so many images and bytes in all. */
  public static Rate onStandardError(long images, long bytes) {
    return new Rate(
        System.err, Boolean.getBoolean("espalier.terminal"), System::nanoTime, images, bytes);
  }

  /** Takes a reading and shows it, unless the last one shown is too recent. */
  public synchronized void update(long doneImages, long doneBytes) {
    var now = nanoTime.getAsLong();
    if (firstImages < 0) {
      firstImages = doneImages;
      firstBytes = doneBytes;
      firstNanos = now;
    }
    latest = line(doneImages, doneBytes, (now - firstNanos) / 1e9);
    if (terminal || shown.isEmpty() || (now - shownNanos) / 1e9 >= LOG_SECONDS) {
      show(now);
    }
  }

  /** Shows the last reading, if it was not shown, and ends the line. */
  @Override
  public synchronized void close() {
    if (!latest.equals(shown)) {
      show(nanoTime.getAsLong());
    }
    if (terminal && !shown.isEmpty()) {
      err.println();
    }
    err.flush();
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private void show(long now) {
    if (terminal) {
      err.print("\r" + latest + " ".repeat(Math.max(0, TERMINAL_WIDTH - latest.length())));
    } else {
      err.println(latest);
    }
    err.flush();
    shown = latest;
    shownNanos = now;
  }

  /** Rates since the first reading: what an earlier, interrupted process did says nothing. */
  private String line(long doneImages, long doneBytes, double seconds) {
    var text =
        String.format(
            Locale.ROOT,
            "%,d/%,d images · %,.0f/%,.0f MB",
            doneImages,
            images,
            doneBytes / 1e6,
            bytes / 1e6);
    double perSecond = (doneImages - firstImages) / Math.max(seconds, 1e-9);
    if (doneImages == firstImages) {
      return text;
    }
    double megabytes = (doneBytes - firstBytes) / 1e6 / seconds;
    text += String.format(Locale.ROOT, " · %,.0f images/s · %,.1f MB/s", perSecond, megabytes);
    long left = Math.round((images - doneImages) / perSecond);
    return doneImages < images ? text + " · " + Progress.clock(left) + " left" : text;
  }
}
