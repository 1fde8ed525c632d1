package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.espalier.runners.cluster.ClusterPlan;
import org.espalier.runners.cluster.LocalCluster;
import org.espalier.runners.console.ExitCode;
import org.espalier.runners.session.FlinkOptions;
import org.espalier.schemas.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One search on a cluster whose processes are killed at 40 random moments, spread over all rounds,
 * a third of them around a commit. {@code mvn verify -Psoak}; {@code -Despalier.seed=N} repeats
 * one.
 */
@Tag("soak")
final class ClusterSoakTest {
  private static final int KILLS = 40;
  private static final int ROUNDS = 44;

  // 128 + 9, as a shell says it.
  private static final int KILLED = 137;

  private enum Victim {
    DRIVER,
    TASK_MANAGER,
    JOB_MANAGER,
    SUPERVISOR
  }

  @TempDir private Path temporary;
  private LocalCluster cluster = new LocalCluster(Path.of("unset"));
  private ClusterPlan plan = ClusterPlan.of(2);
  private Path config = Path.of("unset");
  private Path run = Path.of("unset");
  private String master = "";
  private int drivers;

  @AfterEach
  void stop() throws Exception {
    cluster.stop();
  }

  @Test
  void theTablesAreThoseOfAnUndisturbedRun() throws Exception {
    long seed = Long.getLong("espalier.seed", System.currentTimeMillis());
    System.out.println("soak: seed " + seed);
    var random = new Random(seed);
    config = Files.writeString(temporary.resolve("soak.yaml"), longer(Configs.supernet(temporary)));
    var embedded = temporary.resolve("embedded");
    var undisturbed = search(embedded, FlinkOptions.EMBEDDED);
    assertThat(undisturbed.await()).as(undisturbed.said()).isZero();
    run = temporary.resolve("disturbed");
    cluster = new LocalCluster(temporary.resolve("cluster"));
    master = cluster.start(plan).flinkMaster();
    // The same port again after the supervisor's end.
    plan = new ClusterPlan(2, Integer.parseInt(master.substring(master.indexOf(':') + 1)), 0, 1024);

    var driver = search(run, master);
    for (int kill = 0; kill < KILLS; kill++) {
      driver = awaitCommit(kill * ROUNDS / KILLS, driver);
      var atCommit = random.nextInt(3) == 0;
      Thread.sleep(random.nextInt(atCommit ? 40 : 2_000));
      var victim = Victim.values()[random.nextInt(Victim.values().length)];
      System.out.printf("soak: %2d, state %d: %s%n", kill, committed(), victim);
      kill(victim, driver, random);
    }
    while (driver.process().isAlive() || driver.process().exitValue() != 0) {
      driver = alive(driver);
      Thread.sleep(100);
    }
    assertThat(trials(run)).hasSizeGreaterThan(ROUNDS).isEqualTo(trials(embedded));
    assertThat(rounds(run)).hasSize(ROUNDS).isEqualTo(rounds(embedded));
    assertThat(weights(run)).isNotEmpty().isEqualTo(weights(embedded));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static String longer(Path config) throws IOException {
    var text = Files.readString(config);
    assertThat(text).contains("rounds: 5", "candidatesPerRound: 8");
    return text.replace("rounds: 5", "rounds: " + ROUNDS)
        .replace("candidatesPerRound: 8", "candidatesPerRound: 4");
  }

  private Driver search(Path directory, String where) throws IOException {
    return Driver.start(
        temporary.resolve("driver-" + drivers++ + ".log"),
        "search",
        config.toString(),
        "--run-dir",
        directory.toString(),
        "--flinkMaster",
        where);
  }

  /** The driver, or another where it was killed or has lost the cluster. */
  private Driver alive(Driver driver) throws Exception {
    if (driver.process().isAlive() || driver.process().exitValue() == 0) {
      return driver;
    }
    var code = driver.process().exitValue();
    assertThat(code)
        .as(driver.said())
        .isIn(ExitCode.CLUSTER.number(), KILLED, ExitCode.RUN_CONFLICT.number());
    assertThat(driver.said()).doesNotContain("\tat ");
    Thread.sleep(200);
    return search(run, master);
  }

  private Driver awaitCommit(int round, Driver first) throws Exception {
    var driver = first;
    while (committed() < round) {
      driver = alive(driver);
      Thread.sleep(5);
    }
    return alive(driver);
  }

  private int committed() throws IOException {
    try (var states = Files.list(run.resolve("state"))) {
      return states
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d{5}\\.avro"))
          .mapToInt(name -> Integer.parseInt(name.substring(0, 5)))
          .max()
          .orElse(0);
    } catch (NoSuchFileException notYet) {
      return 0;
    }
  }

  private void kill(Victim victim, Driver driver, Random random) throws Exception {
    switch (victim) {
      case DRIVER -> driver.kill();
      case TASK_MANAGER -> kill("task-manager-" + random.nextInt(2));
      case JOB_MANAGER -> kill("job-manager");
      case SUPERVISOR -> {
        kill("supervisor");
        // As a person would after `cluster status`; the driver loses its job with the old cluster.
        assertThat(cluster.start(plan).flinkMaster()).isEqualTo(master);
      }
    }
  }

  private void kill(String process) throws Exception {
    var file = temporary.resolve("cluster/processes/" + process + ".json");
    var pid = Files.readString(file).replaceFirst("(?s).*\"pid\":(\\d+).*", "$1");
    // It may have died with an earlier victim and not be back yet.
    ProcessHandle.of(Long.parseLong(pid))
        .ifPresent(
            handle -> {
              handle.destroyForcibly();
              handle.onExit().join();
            });
  }

  private static List<ByteBuffer> trials(Path run) throws IOException {
    var bytes = new ArrayList<ByteBuffer>();
    for (Trial trial : StoredTrials.lasting(run)) {
      bytes.add(trial.toByteBuffer());
    }
    return bytes;
  }

  private static List<ByteBuffer> rounds(Path run) throws IOException {
    var bytes = new ArrayList<ByteBuffer>();
    for (var round : StoredTrials.rounds(run)) {
      bytes.add(round.toByteBuffer());
    }
    return bytes;
  }

  /** Named by their content. */
  private static List<String> weights(Path run) throws IOException {
    try (var files = Files.list(run.resolve("weights"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
