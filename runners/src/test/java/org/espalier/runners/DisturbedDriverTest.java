package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.espalier.runners.console.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One search through drivers that are killed, frozen, doubled or without a network. */
final class DisturbedDriverTest {

  private static final int ROUNDS = 12;
  private static final int KILLS = 3;
  private static final long SEED = 28;

  @TempDir private static Path temporary;
  private static Path config = Path.of("unset");
  private static Path undisturbed = Path.of("unset");
  private static int drivers;

  /** In this process: on a table no threads of TensorFlow are fixed. */
  @BeforeAll
  static void search() throws IOException {
    config = Configs.table(temporary);
    undisturbed = temporary.resolve("undisturbed");
    new CommandLineRun().ok(arguments(config, undisturbed, "--runner", "direct"));
  }

  @Test
  void howeverOftenItIsKilledTheTablesAreThoseOfAnUndisturbedRun() throws Exception {
    var random = new Random(SEED);
    var killed = temporary.resolve("killed");
    for (int kill = 0; kill < KILLS; kill++) {
      var driver = start(killed, "--runner", "direct");
      // Spread over the rounds; within one, at whatever it does then.
      awaitCommit(killed, 1 + kill * ROUNDS / KILLS + random.nextInt(2), driver);
      Thread.sleep(random.nextInt(30));
      driver.kill();
    }
    complete(start(killed, "--runner", "direct"));
    assertThat(StoredTrials.lasting(killed))
        .hasSizeGreaterThan(ROUNDS)
        .isEqualTo(StoredTrials.lasting(undisturbed));
    assertThat(StoredTrials.rounds(killed))
        .hasSize(ROUNDS)
        .isEqualTo(StoredTrials.rounds(undisturbed));
  }

  @Test
  void aSecondDriverIsTurnedAwayAndTheFirstGoesOnUndisturbed() throws Exception {
    var run = temporary.resolve("run");
    var first = start(run, "--runner", "direct");
    awaitCommit(run, 1, first);
    signal(first, "STOP");
    awaitStop(first);
    try {
      var before = files(run);
      var second = new CommandLineRun();
      assertThat(second.run(arguments(config, run, "--runner", "direct")))
          .isEqualTo(ExitCode.RUN_CONFLICT);
      assertThat(second.said()).contains("another process", run.toString()).doesNotContain("\tat ");
      assertThat(files(run)).isEqualTo(before);
    } finally {
      signal(first, "CONT");
    }
    complete(first);
    assertThat(StoredTrials.lasting(run)).isEqualTo(StoredTrials.lasting(undisturbed));
  }

  /** Training and Flink included. */
  @Test
  void aSearchNeedsNoNetwork() throws Exception {
    var alone =
        List.of(
            "unshare",
            "--map-root-user",
            "--net",
            "sh",
            "-c",
            "ip link set lo up && exec \"$@\"",
            "sh");
    assumeTrue(
        succeeds(alone, "true"), "needs unshare and ip, and the right to make a network namespace");
    var trained = Configs.supernet(temporary);
    var offline = temporary.resolve("offline");
    complete(
        Driver.startUnder(
            alone, temporary.resolve("offline.log"), List.of(), shortened(trained, offline)));
    var online = temporary.resolve("online");
    complete(Driver.start(temporary.resolve("online.log"), shortened(trained, online)));
    assertThat(StoredTrials.lasting(offline)).isNotEmpty().isEqualTo(StoredTrials.lasting(online));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static Driver start(Path run, String... more) throws IOException {
    var log = temporary.resolve("driver-" + drivers++ + ".log");
    return Driver.start(log, arguments(config, run, more));
  }

  private static String[] arguments(Path config, Path run, String... more) {
    var arguments = new ArrayList<>(List.of("search", config.toString()));
    arguments.addAll(List.of("--run-dir", run.toString(), "--set", "budget.rounds=" + ROUNDS));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static String[] shortened(Path config, Path run) {
    return new String[] {
      "search", config.toString(), "--run-dir", run.toString(), "--set", "budget.rounds=3"
    };
  }

  private static void complete(Driver driver) throws InterruptedException {
    assertThat(driver.await()).as(driver.said()).isZero();
  }

  private static void awaitCommit(Path run, int round, Driver driver) throws InterruptedException {
    while (!Files.exists(run.resolve("state/%05d.avro".formatted(round)))
        && !Files.exists(run.resolve("state/%05d.avro".formatted(round + 1)))) {
      assertThat(driver.process().isAlive()).as(driver.said()).isTrue();
      Thread.sleep(2);
    }
  }

  private static void signal(Driver driver, String signal) throws Exception {
    var pid = String.valueOf(driver.process().pid());
    assertThat(succeeds(List.of("kill"), "-" + signal, pid)).isTrue();
  }

  /** A signal returns before the process has stopped. */
  private static void awaitStop(Driver driver) throws Exception {
    var status = Path.of("/proc", String.valueOf(driver.process().pid()), "status");
    while (Files.exists(status) && !Files.readString(status).contains("State:\tT")) {
      Thread.sleep(1);
    }
  }

  private static boolean succeeds(List<String> prefix, String... more) throws Exception {
    var command = new ArrayList<>(prefix);
    command.addAll(List.of(more));
    try {
      var process = new ProcessBuilder(command).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static List<String> files(Path run) throws IOException {
    try (var files = Files.walk(run)) {
      return files.map(Path::toString).sorted().toList();
    }
  }
}
