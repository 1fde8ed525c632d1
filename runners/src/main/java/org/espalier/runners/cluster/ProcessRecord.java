package org.espalier.runners.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process we started, known again later by more than its number, which the system gives to others
 * in time.
 *
 * @param pid its number
 * @param startMillis when it started, milliseconds since 1970, as the system says
 */
record ProcessRecord(long pid, long startMillis) {
  /**
   * The system's clock of process starts has steps of 10 ms, and its zero may be off by a second
   * after a time change.
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  static ProcessRecord of(ProcessHandle process) {
    var start = process.info().startInstant().orElse(Instant.now());
    return new ProcessRecord(process.pid(), start.toEpochMilli());
  }

  /**
   * The process, if it still runs and is the one recorded: same start, and the mark in its
   * arguments where the system shows them.
   */
  Optional<ProcessHandle> find(String mark) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(this::startedThen)
        .filter(process -> carries(process, mark));
  }

  private boolean startedThen(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(start -> Math.abs(start.toEpochMilli() - startMillis) <= TOLERANCE.toMillis())
        .orElse(false);
  }

  private static boolean carries(ProcessHandle process, String mark) {
    var arguments = process.info().arguments();
    return arguments.isEmpty() || java.util.List.of(arguments.get()).contains(mark);
  }
}
