package org.espalier.runners.console;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at something again and again, on a thread that does not keep the process alive. */
public final class Ticker implements AutoCloseable {

  private final ScheduledExecutorService clock;

  private Ticker(ScheduledExecutorService clock) {
    this.clock = clock;
  }

  /**
   * Looks until it is closed, or until a look throws.
   *
   * @param period time from one look to the next, and before the first
   * @param thread name of the thread
   */
  public static Ticker every(Duration period, String thread, Runnable look) {
    var clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              var ticking = new Thread(work, thread);
              ticking.setDaemon(true);
              return ticking;
            });
    var nanos = period.toNanos();
    var unused = clock.scheduleWithFixedDelay(look, nanos, nanos, TimeUnit.NANOSECONDS);
    return new Ticker(clock);
  }

  /** No look begins from here on; one under way is interrupted. */
  @Override
  public void close() {
    clock.shutdownNow();
  }
}
