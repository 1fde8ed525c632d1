package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.espalier.runners.cluster.ClusterPlan;
import org.espalier.runners.cluster.LocalCluster;
import org.espalier.runners.console.ExitCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local cluster whose supervisor was killed, and then its only task manager. */
final class UnattendedClusterTest extends CommandLineTest {
  @TempDir private Path temporary;

  @Test
  void statusSaysThatNobodyRestartsAndASearchThatThereAreNoSlots() throws Exception {
    var folder = temporary.resolve("cluster");
    var cluster = new LocalCluster(folder);
    try {
      var status = cluster.start(ClusterPlan.of(1));
      assertThat(run("cluster", "status", "--dir", folder.toString())).isEqualTo(ExitCode.OK);

      kill(status.processes().get("supervisor"));
      assertThat(run("cluster", "status", "--dir", folder.toString())).isEqualTo(ExitCode.CLUSTER);
      assertThat(said()).contains("nobody starts processes again", "task-manager-0");

      kill(status.processes().get("task-manager-0"));
      while (cluster.status().orElseThrow().overview().taskManagers() > 0) {
        Thread.sleep(200);
      }
      var search =
          Driver.start(
              temporary.resolve("search.log"),
              "search",
              Configs.table(temporary).toString(),
              "--run-dir",
              temporary.resolve("run").toString(),
              "--flinkMaster",
              status.flinkMaster(),
              "--slot-wait",
              "1");
      assertThat(search.await()).isEqualTo(ExitCode.CLUSTER.number());
      assertThat(search.said())
          .contains("no slots", "0 task managers", "--slot-wait")
          .hasLineCount(1);
    } finally {
      assertThat(cluster.stop()).isEqualTo(1);
    }
  }

  private static void kill(@Nullable Long process) {
    var handle = ProcessHandle.of(Objects.requireNonNull(process)).orElseThrow();
    handle.destroyForcibly();
    Objects.requireNonNull(handle.onExit().join());
  }
}
