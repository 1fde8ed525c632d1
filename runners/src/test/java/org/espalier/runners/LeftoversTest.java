package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.runners.console.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What drivers with Flink inside leave behind, and what they open while they run. */
final class LeftoversTest {
  @TempDir private Path folder;
  private Path temporary = Path.of("unset");
  private Path config = Path.of("unset");
  private int runs;

  @BeforeEach
  void prepare() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    config = Configs.table(folder);
  }

  @Test
  void onlyLoopbackReachesADriverAndNothingIsLeftAfterAnEndASigtermAndASigint() throws Exception {
    var ended = start();
    assertOnlyLoopbackReachesItAndItsRestServerIsClosed(ended);
    assertThat(ended.await()).as(ended.said()).isZero();
    assertThat(temporary).isEmptyDirectory();
    for (var signal : List.of("TERM", "INT")) {
      var driver = awaitFlink(start());
      signal(driver, signal);
      assertThat(driver.await()).as(driver.said()).isNotZero();
      assertThat(temporary).as(signal).isEmptyDirectory();
    }
  }

  @Test
  void theNextDriverCollectsWhatAKilledOneLeftAndNothingOfALivingOne() throws Exception {
    var killed = awaitFlink(start());
    killed.kill();
    var left = entries();
    assertThat(left).hasSize(1);
    Files.createDirectory(temporary.resolve("espalier-without-a-lock"));

    var living = awaitFlink(start(), left);
    assertThat(entries()).hasSize(2).doesNotContainAnyElementsOf(left);
    signal(living, "STOP");
    try {
      var other = start();
      assertThat(other.await()).as(other.said()).isZero();
      assertThat(entries()).hasSize(2);
    } finally {
      signal(living, "CONT");
    }
    assertThat(living.await()).as(living.said()).isZero();
    assertThat(entries()).containsExactly("espalier-without-a-lock");
  }

  @Test
  void aTemporaryFolderThatCannotBeUsedIsOneLine() throws Exception {
    Files.delete(temporary);
    var driver = start();
    assertThat(driver.await()).isEqualTo(ExitCode.IO.number());
    assertThat(driver.said()).contains(temporary.toString(), "java.io.tmpdir").hasLineCount(1);
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static void assertOnlyLoopbackReachesItAndItsRestServerIsClosed(Driver driver)
      throws Exception {
    var seen = new ArrayList<String>();
    while (driver.process().isAlive()) {
      try {
        seen.addAll(ListeningSockets.of(driver.process().pid()));
      } catch (IOException ended) {
        assertThat(driver.await()).isZero();
      }
      Thread.sleep(50);
    }
    assertThat(seen).isNotEmpty().allMatch(ListeningSockets::isLoopback);
    // The server of job files alone, but for a moment of Flink's start.
    assertThat(seen.stream().filter(seen.get(seen.size() - 1)::equals).count())
        .isGreaterThan(seen.size() / 2);
  }

  private Driver start() throws IOException {
    var run = folder.resolve("run-" + runs++);
    return Driver.start(
        folder.resolve(run.getFileName() + ".log"),
        List.of("-Djava.io.tmpdir=" + temporary),
        "search",
        config.toString(),
        "--run-dir",
        run.toString());
  }

  private Driver awaitFlink(Driver driver) throws Exception {
    return awaitFlink(driver, List.of());
  }

  /** Waits until Flink has unpacked its jar into a folder that was not there before. */
  private Driver awaitFlink(Driver driver, List<String> before) throws Exception {
    while (driver.process().isAlive()) {
      for (var entry : entries()) {
        if (before.contains(entry)) {
          continue;
        }
        try (var files = Files.list(temporary.resolve(entry))) {
          if (files.anyMatch(file -> file.toString().endsWith(".jar"))) {
            return driver;
          }
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the driver ended before it could be disturbed: " + driver.said());
  }

  private List<String> entries() throws IOException {
    try (var files = Files.list(temporary)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void signal(Driver driver, String name) throws Exception {
    var pid = Long.toString(driver.process().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }
}
