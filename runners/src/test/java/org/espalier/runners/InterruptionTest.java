package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search says when it is ended from outside, and that it resumes after it. */
final class InterruptionTest {

  private static final Map<String, String> SAID =
      Map.of("INT", "interrupted", "TERM", "terminated", "HUP", "hung up");

  @TempDir private Path temporary;

  @Test
  void everySignalEndsASearchWithOneLineAndItsExitCode() throws Exception {
    var config = Configs.table(temporary);
    for (var signal : List.of("INT", "TERM", "HUP")) {
      var run = temporary.resolve("run-" + signal);
      var log = temporary.resolve(signal + ".log");
      var driver = start(config, run, log);
      while (!Files.exists(run.resolve("state/00002.avro"))) {
        assertThat(driver.process().isAlive()).as(driver.said()).isTrue();
        Thread.sleep(5);
      }
      signal(driver, signal);
      assertThat(driver.await()).as(driver.said()).isEqualTo(code(signal));
      assertThat(driver.said())
          .containsPattern(
              "espalier: " + SAID.get(signal) + " after round \\d+; repeat the command")
          .contains("\"exit_code\":" + code(signal))
          .doesNotContain("\tat ");
      assertThat(run.resolve("best.json")).doesNotExist();
      assertThat(run.resolve("processes.json")).exists();
    }
    // What was interrupted resumes.
    new CommandLineRun().ok(search(config, temporary.resolve("run-INT")));
    assertThat(temporary.resolve("run-INT/best.json")).exists();
  }

  private static Driver start(Path config, Path run, Path log) throws Exception {
    return Driver.start(log, search(config, run));
  }

  private static String[] search(Path config, Path run) {
    return new String[] {
      "search",
      config.toString(),
      "--run-dir",
      run.toString(),
      "--set",
      "budget.rounds=20",
      "--runner",
      "direct",
      "--json"
    };
  }

  private static void signal(Driver driver, String signal) throws Exception {
    var kill =
        new ProcessBuilder("kill", "-" + signal, String.valueOf(driver.process().pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  private static int code(String signal) {
    return switch (signal) {
      case "INT" -> 130;
      case "TERM" -> 143;
      default -> 129;
    };
  }
}
