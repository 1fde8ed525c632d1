package org.espalier.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManagedProcessTest {
  private static final long START = 1_000_000;

  @TempDir private Path temporary;
  private ClusterFolder folder = new ClusterFolder(Path.of("unset"));
  private ManagedProcess child =
      new ManagedProcess("unset", new ProcessBuilder("false"), folder, Duration.ZERO);

  @BeforeEach
  void start() throws IOException {
    folder = new ClusterFolder(temporary);
    folder.prepare();
    child =
        new ManagedProcess(
            "sleeper", new ProcessBuilder("sleep", "600"), folder, Duration.ofSeconds(15));
    child.keepAlive(START);
  }

  @AfterEach
  void end() throws InterruptedException, IOException {
    child.kill();
    child.awaitEnd(0);
  }

  @Test
  void itMayTakeAMinuteToStartAndIsFrozenWhenThenSilentForLongerThanItsPatience() {
    // A sign of its predecessor.
    child.heard(START - 1);
    assertThat(child.isFrozen(START + 60_000)).isFalse();
    assertThat(child.isFrozen(START + 60_001)).isTrue();
    child.heard(START + 10_000);
    assertThat(child.isFrozen(START + 25_000)).isFalse();
    assertThat(child.isFrozen(START + 25_001)).isTrue();
    child.excuse(START + 20_000);
    assertThat(child.isFrozen(START + 35_000)).isFalse();
  }

  @Test
  void oneThatKeepsDyingYoungWaitsLongerAndLonger() throws Exception {
    killAndWait();
    child.keepAlive(START + 500);
    assertThat(child.isAlive()).isTrue();
    killAndWait();
    child.keepAlive(START + 1_000);
    child.keepAlive(START + 1_500);
    assertThat(child.isAlive()).isFalse();
    child.keepAlive(START + 2_000);
    assertThat(child.isAlive()).isTrue();
  }

  @Test
  void itsRecordFollowsTheLivingProcess() throws Exception {
    var first = folder.readRecords().get("sleeper");
    killAndWait();
    child.keepAlive(START + 500);
    assertThat(folder.readRecords().get("sleeper")).isNotEqualTo(first);
    child.kill();
    child.awaitEnd(0);
    assertThat(folder.readRecords()).isEmpty();
  }

  @Test
  void whatItLeftIsGoneBeforeItStartsAgain() throws Exception {
    var left = Files.writeString(folder.scratch("sleeper").resolve("flink.jar"), "bytes");
    killAndWait();
    assertThat(left).exists();
    child.keepAlive(START + 500);
    assertThat(child.isAlive()).isTrue();
    assertThat(left).doesNotExist();
    assertThat(left.getParent()).isEmptyDirectory();
  }

  private void killAndWait() throws InterruptedException {
    child.kill();
    while (child.isAlive()) {
      Thread.sleep(10);
    }
  }
}
