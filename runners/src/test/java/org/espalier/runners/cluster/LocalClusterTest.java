package org.espalier.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.espalier.runners.session.FlinkOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalClusterTest {
  @TempDir private Path temporary;

  /** One story, since bringing a cluster up takes most of the time. */
  @Test
  void bothTaskManagersWorkOneThatIsKilledOrFrozenIsReplacedAndStoppingLeavesNothing()
      throws Exception {
    var cluster = new LocalCluster(temporary.resolve("cluster"));
    try {
      var status = cluster.start(ClusterPlan.of(2));
      assertThat(status.processes())
          .containsOnlyKeys("supervisor", "job-manager", "task-manager-0", "task-manager-1");
      assertThat(pidsOfAPipeline(status, "first")).isEqualTo(taskManagers(status));
      for (int device = 0; device < 2; device++) {
        assertThat(environment(status, "task-manager-" + device))
            .contains("CUDA_VISIBLE_DEVICES=" + device);
      }
      assertThatThrownBy(() -> cluster.start(ClusterPlan.of(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("runs here already");

      var killed = Objects.requireNonNull(status.processes().get("task-manager-0"));
      var process = ProcessHandle.of(killed).orElseThrow();
      process.destroyForcibly();
      process.onExit().join();
      var healed = awaitHeartbeat(cluster, System.currentTimeMillis());
      assertThat(taskManagers(healed)).doesNotContain(killed);
      assertThat(healed.processes()).hasSize(4);
      assertThat(pidsOfAPipeline(healed, "second")).isEqualTo(taskManagers(healed));

      var frozen = Objects.requireNonNull(healed.processes().get("task-manager-0"));
      var stop = new ProcessBuilder("kill", "-STOP", String.valueOf(frozen)).start();
      assertThat(stop.waitFor()).isZero();
      ProcessHandle.of(frozen).ifPresent(handle -> handle.onExit().join());
      healed = awaitHeartbeat(cluster, System.currentTimeMillis());
      assertThat(taskManagers(healed)).hasSize(2).doesNotContain(frozen);
      assertThat(pidsOfAPipeline(healed, "third")).isEqualTo(taskManagers(healed));

      assertThat(cluster.stop()).isEqualTo(4);
      assertThat(healed.processes().values())
          .noneMatch(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
      assertThat(cluster.status()).isEmpty();
      assertThat(cluster.stop()).isZero();
    } finally {
      cluster.stop();
    }
  }

  @Test
  void aFolderThatHoldsSomethingElseIsRefusedAndLeftAsItIs() throws IOException {
    var precious = Files.writeString(temporary.resolve("precious.txt"), "mine");
    var cluster = new LocalCluster(temporary);
    assertThatThrownBy(() -> cluster.start(ClusterPlan.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds something else");
    assertThatThrownBy(cluster::stop).isInstanceOf(IllegalArgumentException.class);
    assertThat(precious).hasContent("mine");
  }

  @Test
  void aRecordedNumberThatNowIsAnotherProcessIsNotOurs() {
    var self = ProcessHandle.current();
    var record = ProcessRecord.of(self);
    var earlier = new ProcessRecord(self.pid(), record.startMillis() - 60_000);
    assertThat(earlier.find("-Despalier.cluster=/none")).isEmpty();
    assertThat(record.find("-Despalier.cluster=/none")).isEmpty();
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static Set<Long> taskManagers(ClusterStatus status) {
    return status.processes().entrySet().stream()
        .filter(process -> process.getKey().startsWith("task-manager"))
        .map(java.util.Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  private static List<String> environment(ClusterStatus status, String process) throws IOException {
    var pid = String.valueOf(status.processes().get(process));
    return List.of(Files.readString(Path.of("/proc", pid, "environ")).split("\0", -1));
  }

  private Set<Long> pidsOfAPipeline(ClusterStatus status, String name) throws IOException {
    var folder = Files.createDirectory(temporary.resolve(name));
    var pipeline =
        Pipeline.create(
            FlinkOptions.cluster(status.flinkMaster(), name, 2, Duration.ofSeconds(60)));
    pipeline
        .apply("Number", Create.of(IntStream.range(0, 8).boxed().toList()))
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("LeavePid", ParDo.of(new LeavePidFn(folder.toString())));
    pipeline.run().waitUntilFinish();
    try (var files = Files.list(folder)) {
      return files
          .map(file -> Long.valueOf(file.getFileName().toString()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Waits for a heartbeat from after the kill: the killed one stays listed until it is missed. */
  private static ClusterStatus awaitHeartbeat(LocalCluster cluster, long sinceMillis)
      throws Exception {
    for (int attempt = 0; attempt < 300; attempt++) {
      var status = cluster.status().orElseThrow();
      var heartbeats = FlinkRestClient.at(status.flinkMaster()).heartbeats();
      if (heartbeats.getOrDefault("task-manager-0", 0L) > sinceMillis
          && status.overview().freeSlots() == 2) {
        return status;
      }
      Thread.sleep(200);
    }
    throw new AssertionError("no task manager took the place of the killed one");
  }

  /**
   * Leaves its process's number in a folder and waits for another's, or a quick one would do all
   * the work alone.
   */
  private static final class LeavePidFn extends DoFn<Integer, Void> {
    private final String folder;

    private LeavePidFn(String folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void leave() throws IOException, InterruptedException {
      Files.writeString(Path.of(folder, String.valueOf(ProcessHandle.current().pid())), "");
      for (int attempt = 0; attempt < 300 && alone(); attempt++) {
        Thread.sleep(200);
      }
    }

    private boolean alone() throws IOException {
      try (var files = Files.list(Path.of(folder))) {
        return files.count() < 2;
      }
    }
  }
}
