package org.espalier.transforms.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class PendingTrialsTest {

  @TempDir Path folder;

  private PendingTrials pending() {
    return new PendingTrials(folder.resolve("pending").toString());
  }

  private static Candidate candidate(String purpose, int round, String id) {
    return Candidate.newBuilder()
        .setId(id)
        .setPurpose(purpose)
        .setRound(round)
        .setIndex(0)
        .setSeed(1)
        .setTask(Task.SCORE)
        .setDataSet("cifar10")
        .build();
  }

  private static Trial trial(Candidate candidate) {
    return Trial.newBuilder()
        .setRun("run")
        .setMethod("random")
        .setSpace("nb201")
        .setDataSet("cifar10")
        .setRound(candidate.getRound())
        .setIndex(0)
        .setId(candidate.getId())
        .setTask(Task.SCORE)
        .setSeed(1)
        .setStatus(Status.OK)
        .build();
  }

  @Test
  void aTrialIsFoundAgainByPurposeRoundAndIdentity() {
    var mine = candidate("search", 3, "a");
    assertThat(pending().find(mine)).isEmpty();
    pending().keep(mine, trial(mine));
    assertThat(pending().find(mine)).hasValue(trial(mine));
    assertThat(pending().find(candidate("rank", 3, "a"))).isEmpty();
    assertThat(pending().find(candidate("search", 4, "a"))).isEmpty();
    assertThat(pending().find(candidate("search", 3, "b"))).isEmpty();
  }

  @Test
  void roundsThatAreStoredAreForgottenAndTheOthersAreNot() {
    for (int round : new int[] {2, 3, 4, 99_999, 100_000}) {
      var one = candidate("search", round, "a");
      pending().keep(one, trial(one));
    }
    pending().forgetBefore("search", 4);
    assertThat(pending().count("search", 2)).isZero();
    assertThat(pending().count("search", 3)).isZero();
    assertThat(pending().count("search", 4)).isEqualTo(1);
    pending().forgetBefore("search", 100_000);
    assertThat(pending().count("search", 4) + pending().count("search", 99_999)).isZero();
    assertThat(pending().count("search", 100_000)).isEqualTo(1);
    pending().forgetAll();
    assertThat(folder.resolve("pending")).doesNotExist();
  }

  @Test
  void theTrialOfAnotherCandidateIsNone() throws IOException {
    var mine = candidate("search", 3, "a");
    var other = candidate("search", 3, "b");
    pending().keep(other, trial(other));
    Files.copy(
        folder.resolve("pending/search-00003-b.avro"),
        folder.resolve("pending/search-00003-a.avro"));
    assertThat(pending().find(other)).isPresent();
    assertThat(pending().find(mine)).isEmpty();
  }

  @Test
  void aDamagedTrialIsMadeAgain() throws IOException {
    var mine = candidate("search", 3, "a");
    pending().keep(mine, trial(mine));
    try (var files = Files.list(folder.resolve("pending"))) {
      Files.writeString(files.findFirst().orElseThrow(), "half");
    }
    assertThat(pending().find(mine)).isEmpty();
  }
}
