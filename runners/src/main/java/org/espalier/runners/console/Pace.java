package org.espalier.runners.console;

import java.util.OptionalLong;

/**
 * The time left, from what was done in how long. It counts down between two readings that differ:
 * while a long piece of work runs, nothing is known but that it runs.
 */
final class Pace {

  private String unit = "";
  private long firstDone;
  private long lastDone;
  private long firstNanos;
  private long changedNanos;
  private long longestGap;

  /**
   * Takes a reading.
   *
   * @param newUnit what is counted; a new one starts anew
   * @param done how much is done
   * @param left how much is left
   * @return seconds left; empty where nothing was done yet, or nothing is left
   */
  OptionalLong secondsLeft(String newUnit, long done, long left, long now) {
    if (!newUnit.equals(unit) || done < lastDone) {
      unit = newUnit;
      firstDone = done;
      lastDone = done;
      firstNanos = now;
      changedNanos = now;
      longestGap = 0;
    } else if (done > lastDone) {
      longestGap = Math.max(longestGap, now - changedNanos);
      lastDone = done;
      changedNanos = now;
    }
    if (lastDone <= firstDone || left <= 0) {
      return OptionalLong.empty();
    }
    var atChange = (double) (changedNanos - firstNanos) / (lastDone - firstDone) * left;
    // What takes longer than anything before it says nothing about the rest.
    var since = Math.min(now - changedNanos, longestGap);
    return OptionalLong.of(Math.round(Math.max(0, atChange - since) / 1e9));
  }
}
