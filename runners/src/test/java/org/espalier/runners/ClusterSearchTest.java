package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.espalier.runners.cluster.ClusterPlan;
import org.espalier.runners.cluster.FlinkRestClient;
import org.espalier.runners.cluster.LocalCluster;
import org.espalier.runners.console.ExitCode;
import org.espalier.runners.session.FlinkOptions;
import org.espalier.schemas.Status;
import org.espalier.schemas.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches on a cluster of one job manager and two task managers, undisturbed and not. */
final class ClusterSearchTest {

  /** The first round of proposals: before it, two rounds train and one scores the centres. */
  private static final int FIRST_FULL_ROUND = 3;

  private static final int CANDIDATES = 8;

  @TempDir private static Path temporary;
  private static LocalCluster cluster = new LocalCluster(Path.of("unset"));
  private static String master = "";

  @BeforeAll
  static void start() throws Exception {
    cluster = new LocalCluster(temporary.resolve("cluster"));
    master = cluster.start(ClusterPlan.of(2)).flinkMaster();
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.stop();
  }

  @Test
  void trialsAreThoseOfTheEmbeddedRunHoweverManyRoundsAPipelineHas() throws Exception {
    var config = Configs.table(temporary);
    var embedded = embedded(config, "table-embedded");
    assertThat(embedded).hasSize(3 + 4 * CANDIDATES);
    for (var rounds : List.of("1", "3")) {
      var run = temporary.resolve("table-cluster-" + rounds);
      complete(config, run, "--flinkMaster", master, "--rounds-per-pipeline", rounds);
      assertThat(StoredTrials.lasting(run)).isEqualTo(embedded);
    }
  }

  @Test
  void aDriverKilledInMidRoundGoesOnAndATaskManagerKilledInMidRoundIsReplaced() throws Exception {
    var config = Configs.supernet(temporary);
    var embedded = embedded(config, "supernet-embedded");

    var orphaned = temporary.resolve("driver-killed");
    var driver = driver(config, orphaned, "--flinkMaster", master);
    awaitMidRound(orphaned, driver);
    assertOnlyLoopbackIsOpen(driver);
    driver.kill();
    complete(config, orphaned, "--flinkMaster", master);
    assertThat(StoredTrials.lasting(orphaned)).isEqualTo(embedded);

    var bereft = temporary.resolve("task-manager-killed");
    var survivor = driver(config, bereft, "--flinkMaster", master);
    var finished = awaitMidRound(bereft, survivor);
    kill(taskManagerOf(finished.get(0)));
    assertThat(survivor.await()).as(survivor.said()).isZero();
    assertThat(StoredTrials.lasting(bereft)).isEqualTo(embedded);
    // Had one been evaluated again, its seconds and its worker would be others.
    var evaluated = finished.stream().filter(trial -> trial.getStatus() == Status.OK).toList();
    assertThat(StoredTrials.read(bereft)).containsAll(evaluated);

    var cancelled = temporary.resolve("job-cancelled");
    var stopped = driver(config, cancelled, "--flinkMaster", master);
    awaitMidRound(cancelled, stopped);
    cancelAll();
    assertThat(stopped.await()).as(stopped.said()).isEqualTo(ExitCode.CLUSTER.number());
    assertThat(stopped.said())
        .contains("cancelled on the cluster", "repeat the command")
        .doesNotContain("\tat ");
    complete(config, cancelled, "--flinkMaster", master);
    assertThat(StoredTrials.lasting(cancelled)).isEqualTo(embedded);
  }

  @Test
  void aGradientSearchKilledInAWeightRoundEndsWithTheSameCellAndWeights() throws Exception {
    var config = Configs.gradient(temporary);
    var embedded = embedded(config, "gradient-embedded");
    var rounds = embedded.stream().mapToInt(Trial::getRound).max().orElseThrow();
    assertThat(embedded).hasSize(2 * rounds + 1);

    var killed = temporary.resolve("gradient-killed");
    var driver = driver(config, killed, "--flinkMaster", FlinkOptions.EMBEDDED);
    awaitCommit(killed, rounds / 2, driver);
    driver.kill();
    assertThat(killed.resolve("state/%05d.avro".formatted(rounds + 1))).doesNotExist();
    complete(config, killed, "--flinkMaster", FlinkOptions.EMBEDDED);
    assertThat(StoredTrials.lasting(killed)).isEqualTo(embedded);

    var elsewhere = temporary.resolve("gradient-cluster");
    complete(config, elsewhere, "--flinkMaster", master, "--rounds-per-pipeline", "3");
    assertThat(StoredTrials.lasting(elsewhere)).isEqualTo(embedded);
  }

  @Test
  void shardsPreparedOnTheClusterAreThoseOfTheEmbeddedRun() throws Exception {
    var input = JpegFolder.write(temporary.resolve("jpegs"), 2, 40);
    for (var where : List.of(FlinkOptions.EMBEDDED, master)) {
      var output = temporary.resolve(where.equals(master) ? "shards-cluster" : "shards-embedded");
      var log = Files.createTempFile(temporary, "prepare", ".log");
      var driver =
          Driver.start(
              log,
              "prepare",
              "subset",
              "--input",
              input.toString(),
              "--output",
              output.toString(),
              "--format",
              "tfrecord",
              "--shard-mb",
              "0.01",
              "--size",
              "24",
              "--flinkMaster",
              where);
      assertThat(driver.await()).as(driver.said()).isZero();
    }
    for (var file : List.of("list.tsv.sha256", "train-00000-of-00001.tfrecord")) {
      assertThat(temporary.resolve("shards-cluster").resolve(file))
          .hasSameBinaryContentAs(temporary.resolve("shards-embedded").resolve(file));
    }
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  /** Waits until a round's state lies there, so that the next round has begun. */
  private static void awaitCommit(Path run, int round, Driver driver) throws Exception {
    while (!Files.exists(run.resolve("state/%05d.avro".formatted(round)))) {
      if (!driver.process().isAlive()) {
        throw new AssertionError("the driver ended early: " + driver.said());
      }
      Thread.sleep(10);
    }
  }

  /** In a process of its own too: TensorFlow's threads are fixed once a process. */
  private static List<Trial> embedded(Path config, String name) throws Exception {
    var run = temporary.resolve(name);
    complete(config, run, "--flinkMaster", FlinkOptions.EMBEDDED);
    return StoredTrials.lasting(run);
  }

  private static void complete(Path config, Path run, String... more) throws Exception {
    var driver = driver(config, run, more);
    assertThat(driver.await()).as(driver.said()).isZero();
  }

  private static Driver driver(Path config, Path run, String... more) throws IOException {
    var arguments =
        new ArrayList<>(List.of("search", config.toString(), "--run-dir", run.toString()));
    arguments.addAll(List.of(more));
    var log = Files.createTempFile(temporary, run.getFileName().toString(), ".log");
    return Driver.start(log, arguments.toArray(String[]::new));
  }

  /** Waits until some, but not all candidates of a round are finished; gives their trials. */
  private static List<Trial> awaitMidRound(Path run, Driver driver) throws Exception {
    while (driver.process().isAlive()) {
      for (var round = FIRST_FULL_ROUND; round < 5; round++) {
        var finished = StoredTrials.pending(run, round);
        if (!finished.isEmpty() && finished.size() < CANDIDATES / 2) {
          return finished;
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("the driver ended before it could be disturbed: " + driver.said());
  }

  /** The driver and all processes of the cluster, in the middle of a job. */
  private static void assertOnlyLoopbackIsOpen(Driver driver) throws Exception {
    var processes = new TreeMap<>(cluster.status().orElseThrow().processes());
    assertThat(processes)
        .containsOnlyKeys("job-manager", "supervisor", "task-manager-0", "task-manager-1");
    processes.put("driver", driver.process().pid());
    for (var process : processes.entrySet()) {
      var sockets = ListeningSockets.of(process.getValue());
      assertThat(sockets).as(process.getKey()).allMatch(ListeningSockets::isLoopback);
      if (process.getKey().contains("manager")) {
        assertThat(sockets).as(process.getKey()).isNotEmpty();
      }
    }
  }

  private static void cancelAll() throws InterruptedException {
    var rest = FlinkRestClient.at(master);
    for (var job : rest.engine()) {
      if (!job.hasEnded()) {
        rest.cancel(job.name());
      }
    }
  }

  private static long taskManagerOf(Trial trial) {
    var worker = trial.getWorker();
    return Long.parseLong(worker.substring(worker.lastIndexOf(':') + 1));
  }

  private static void kill(long process) throws Exception {
    assertThat(cluster.status().orElseThrow().processes()).containsValue(process);
    var handle = ProcessHandle.of(process).orElseThrow();
    handle.destroyForcibly();
    Objects.requireNonNull(handle.onExit().join());
  }
}
