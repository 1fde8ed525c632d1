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

  /** Enough that three of them can be disturbed, each later than the one before. */
  private static final int ROUNDS = 8;

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
    var run = temporary.resolve("table-cluster");
    complete(config, run, "--flinkMaster", master, "--rounds-per-pipeline", "3");
    assertThat(StoredTrials.lasting(run)).isEqualTo(embedded);
  }

  /** One search, a round of a pipeline each, that is disturbed in three of its rounds. */
  @Test
  void aSearchWhoseDriverJobAndTaskManagerAreKilledInMidRoundEndsAsTheEmbeddedRun()
      throws Exception {
    var config = Configs.supernet(temporary);
    var embedded = embedded(config, "supernet-embedded", rounds());
    var run = temporary.resolve("supernet-cluster");

    var killed = driver(config, run, rounds("--flinkMaster", master));
    var disturbed = awaitMidRound(run, FIRST_FULL_ROUND, killed).round();
    assertOnlyLoopbackIsOpen(killed);
    killed.kill();

    var stopped = driver(config, run, rounds("--flinkMaster", master));
    disturbed = awaitMidRound(run, disturbed + 1, stopped).round();
    cancelAll();
    assertThat(stopped.await()).as(stopped.said()).isEqualTo(ExitCode.CLUSTER.number());
    assertThat(stopped.said())
        .contains("cancelled on the cluster", "repeat the command")
        .doesNotContain("\tat ");

    var survivor = driver(config, run, rounds("--flinkMaster", master));
    var finished = awaitMidRound(run, disturbed + 1, survivor).trials();
    kill(taskManagerOf(finished.get(0)));
    assertThat(survivor.await()).as(survivor.said()).isZero();
    assertThat(StoredTrials.lasting(run)).isEqualTo(embedded);
    // Had one been evaluated again, its seconds and its worker would be others.
    var evaluated = finished.stream().filter(trial -> trial.getStatus() == Status.OK).toList();
    assertThat(StoredTrials.read(run)).containsAll(evaluated);
  }

  /** Both are as an undisturbed run inside the driver would be, or they would differ. */
  @Test
  void aGradientSearchKilledInAWeightRoundEndsWithTheCellAndWeightsOfOneOnTheCluster()
      throws Exception {
    var config = Configs.gradient(temporary);
    var elsewhere = temporary.resolve("gradient-cluster");
    complete(config, elsewhere, small("--flinkMaster", master, "--rounds-per-pipeline", "3"));
    var undisturbed = StoredTrials.lasting(elsewhere);
    var rounds = undisturbed.stream().mapToInt(Trial::getRound).max().orElseThrow();
    assertThat(undisturbed).hasSize(2 * rounds + 1);

    var killed = temporary.resolve("gradient-killed");
    var driver = driver(config, killed, small("--flinkMaster", FlinkOptions.EMBEDDED));
    awaitCommit(killed, rounds / 2, driver);
    driver.kill();
    assertThat(killed.resolve("state/%05d.avro".formatted(rounds + 1))).doesNotExist();
    complete(config, killed, small("--flinkMaster", FlinkOptions.EMBEDDED));
    assertThat(StoredTrials.lasting(killed)).isEqualTo(undisturbed);
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
  private static List<Trial> embedded(Path config, String name, String... more) throws Exception {
    var run = temporary.resolve(name);
    var arguments = new ArrayList<>(List.of("--flinkMaster", FlinkOptions.EMBEDDED));
    arguments.addAll(List.of(more));
    complete(config, run, arguments.toArray(String[]::new));
    return StoredTrials.lasting(run);
  }

  private static String[] rounds(String... more) {
    return set(List.of("budget.rounds=" + ROUNDS), more);
  }

  /** As many rounds and steps of half the images on narrower networks. */
  private static String[] small(String... more) {
    return set(
        List.of(
            "evaluator.network.channels=4",
            "evaluator.images.train=512",
            "evaluator.images.val=512",
            "evaluator.training.batchSize=16"),
        more);
  }

  private static String[] set(List<String> settings, String... more) {
    var arguments = new ArrayList<>(List.of(more));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments.toArray(String[]::new);
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

  private record MidRound(int round, List<Trial> trials) {}

  /** Waits until some, but not all candidates of this or a later round are finished. */
  private static MidRound awaitMidRound(Path run, int first, Driver driver) throws Exception {
    while (driver.process().isAlive()) {
      for (var round = first; round < ROUNDS; round++) {
        var finished = StoredTrials.pending(run, round);
        if (!finished.isEmpty() && finished.size() < CANDIDATES / 2) {
          return new MidRound(round, finished);
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
