package org.espalier.transforms.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Task;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class PendingStepsTest {

  @TempDir Path folder;
  private long now;

  @Test
  void stepsAreNotedNowAndThenAndAtTheEnd() {
    var steps = new PendingSteps(file("a"), 100, () -> now);
    steps.accept(1);
    assertThat(pending().steps("search", 3)).containsExactly(0);
    now += 3_000_000_000L;
    steps.accept(40);
    steps.accept(41);
    assertThat(pending().steps("search", 3)).containsExactly(40);
    steps.accept(100);
    assertThat(pending().steps("search", 3)).containsExactly(100);
  }

  @Test
  void ofATrialThatTrainsOnItsOwnAccountStepsAreNotedNowAndThen() {
    var steps = new PendingSteps(file("a"), 0, () -> now);
    steps.accept(1);
    steps.accept(2);
    assertThat(pending().steps("search", 3)).containsExactly(0);
    now += 3_000_000_000L;
    steps.accept(3);
    assertThat(pending().steps("search", 3)).containsExactly(3);
  }

  @Test
  void theNoteOfABrokenAttemptIsForgottenAtOnce() {
    new PendingSteps(file("a"), 100, () -> now).accept(100);
    var again = new PendingSteps(file("a"), 100, () -> now);
    assertThat(pending().steps("search", 3)).containsExactly(0);
    again.accept(100);
    assertThat(pending().steps("search", 3)).containsExactly(100);
  }

  @Test
  void theyAreNoTrialsAndForgottenWithThem() {
    pending().steps(candidate("a", 7)).accept(7);
    pending().steps(candidate("b", 9)).accept(9);
    assertThat(pending().steps("search", 3)).containsExactly(7, 9);
    assertThat(pending().count("search", 3)).isZero();
    assertThat(pending().find(candidate("a", 7))).isEmpty();
    assertThat(pending().steps("search", 4)).isEmpty();
    pending().forgetBefore("search", 4);
    assertThat(pending().steps("search", 3)).isEmpty();
  }

  @Test
  void aPlaceThatCannotBeWrittenDoesNotEndTheTraining() {
    new PendingSteps("/proc/nowhere/steps", 1, () -> now).accept(1);
  }

  private PendingTrials pending() {
    return new PendingTrials(folder.toString());
  }

  private String file(String id) {
    return folder + "/search-00003-" + id + ".steps";
  }

  private static Candidate candidate(String id, int steps) {
    return Candidate.newBuilder()
        .setId(id)
        .setPurpose("search")
        .setRound(3)
        .setIndex(0)
        .setSeed(1)
        .setTask(Task.TRAIN)
        .setDataSet("cifar10")
        .setSteps(steps)
        .build();
  }
}
