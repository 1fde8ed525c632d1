package org.espalier.runners.cluster;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process in the supervisor's care: started, started again when it has died, killed when it has
 * frozen.
 */
final class ManagedProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ManagedProcess.class);

  /** How long a JVM may take until its first sign of life, on a busy machine. */
  private static final Duration START = Duration.ofSeconds(60);

  private static final Duration SHORT_LIFE = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String name;
  private final ProcessBuilder command;
  private final ClusterFolder folder;
  private final Duration patience;
  private @Nullable Process process;
  private long startedMillis;
  private long lastSignMillis;
  private long diedMillis;
  private int youngDeaths;
  private boolean hasBeenHeard;

  /**
   * A process not yet started.
   *
   * @param patience how long it may be silent before it counts as frozen
   */
  ManagedProcess(String name, ProcessBuilder command, ClusterFolder folder, Duration patience) {
    this.name = name;
    this.command = command;
    this.folder = folder;
    this.patience = patience;
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Whether it was ever started. */
  boolean hasStarted() {
    return process != null;
  }

  /** Starts it unless it runs; one that keeps dying young waits longer and longer. */
  void keepAlive(long nowMillis) throws IOException {
    if (isAlive()) {
      youngDeaths = nowMillis - startedMillis > SHORT_LIFE.toMillis() ? 0 : youngDeaths;
      return;
    }
    if (process != null) {
      if (diedMillis == 0) {
        diedMillis = nowMillis;
        LOG.warn("{} (process {}) ended with {}", name, process.pid(), process.exitValue());
      }
      if (nowMillis - diedMillis < pauseMillis()) {
        return;
      }
      youngDeaths++;
    }
    start(nowMillis);
  }

  private long pauseMillis() {
    return youngDeaths == 0
        ? 0
        : Math.min(LONGEST_PAUSE.toMillis(), 500L << Math.min(youngDeaths, 10));
  }

  private void start(long nowMillis) throws IOException {
    folder.emptyScratch(name);
    var started = command.start();
    process = started;
    folder.write(name, ProcessRecord.of(started.toHandle()));
    startedMillis = nowMillis;
    diedMillis = 0;
    hasBeenHeard = false;
    lastSignMillis = nowMillis + START.minus(patience).toMillis();
    LOG.info("{} started as process {}", name, started.pid());
  }

  /**
   * Takes note that it was heard of at a time; the first such note ends the indulgence of a start.
   */
  void heard(long millis) {
    // What is older than this process was its predecessor's.
    if (millis > startedMillis) {
      lastSignMillis = hasBeenHeard ? Math.max(lastSignMillis, millis) : millis;
      hasBeenHeard = true;
    }
  }

  /** Counts no silence before a time. */
  void excuse(long untilMillis) {
    lastSignMillis = Math.max(lastSignMillis, untilMillis);
  }

  boolean isFrozen(long nowMillis) {
    return isAlive() && nowMillis - lastSignMillis > patience.toMillis();
  }

  /**
   * Ends it at once. A frozen process obeys nothing less, and while it lives its peers wait on its
   * connections.
   */
  void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /** Asks it to end. */
  void end() {
    if (process != null) {
      process.destroy();
    }
  }

  /** Waits for its end, and kills it at the deadline. */
  void awaitEnd(long deadlineMillis) throws InterruptedException, IOException {
    if (process != null) {
      var left = Math.max(0, deadlineMillis - System.currentTimeMillis());
      if (!process.waitFor(left, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      folder.forget(name);
    }
  }
}
