package org.espalier.transforms.method;

import java.util.Optional;
import org.espalier.schemas.Member;
import org.espalier.schemas.Trial;

/** Trials as members of whatever a method keeps. */
final class Members {

  private Members() {}

  /** The trial's architecture with its score; empty where there is no score to go by. */
  static Optional<Member> of(Trial trial) {
    if (trial.getScore() == null || trial.getGenotype() == null) {
      return Optional.empty();
    }
    return Optional.of(
        Member.newBuilder()
            .setGenotype(trial.getGenotype())
            .setScore(trial.getScore())
            .setCanonical(String.valueOf(trial.getCanonical()))
            .build());
  }
}
