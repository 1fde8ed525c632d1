package org.espalier.transforms.round;

import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.Trial;

/** Rows without the columns that may differ between two runs of the same search. */
public final class LastingColumns {

  private LastingColumns() {}

  /** A trial without what depends on clock, worker and device. */
  public static Trial of(Trial trial) {
    return Trial.newBuilder(trial)
        .setWallSeconds(0)
        .setStartedAt(null)
        .setEndedAt(null)
        .setAttempt(1)
        .setWorker("")
        .setDevice("")
        .build();
  }

  /** A round without what depends on the clock. */
  public static RoundSummary of(RoundSummary round) {
    return RoundSummary.newBuilder(round)
        .setWallSeconds(0)
        .setStartedAt(null)
        .setEndedAt(null)
        .build();
  }
}
