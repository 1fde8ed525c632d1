package org.espalier.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.espalier.models.program.ListedDevice;
import org.espalier.runners.session.FlinkOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task manager with a GPU: {@code mvn verify -Pgpu}, on a machine with NVIDIA's driver. */
@Tag("gpu")
final class GpuClusterTest {
  @TempDir private Path temporary;

  @Test
  void aTaskManagerSeesOneGpuHoweverManyThereAre() throws Exception {
    var cluster = new LocalCluster(temporary.resolve("cluster"));
    try {
      var status = cluster.start(ClusterPlan.of(1));
      var seen = temporary.resolve("seen");
      var pipeline =
          Pipeline.create(
              FlinkOptions.cluster(status.flinkMaster(), "gpu", 1, Duration.ofSeconds(60)));
      pipeline
          .apply("Number", Create.of(0))
          .apply("List", ParDo.of(new ListGpusFn(seen.toString())));
      pipeline.run().waitUntilFinish();
      assertThat(Files.readAllLines(seen)).containsExactly("GPU:0");
    } finally {
      cluster.stop();
    }
  }

  @Test
  void moreTaskManagersThanGpusAreRefused() throws Exception {
    var gpus = (int) ListedDevice.all().stream().filter(ListedDevice::isGpu).count();
    var cluster = new LocalCluster(temporary.resolve("cluster"));
    try {
      assertThatThrownBy(() -> cluster.start(ClusterPlan.of(gpus + 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll((gpus + 1) + " task managers", "finds " + gpus);
    } finally {
      cluster.stop();
    }
  }

  private static final class ListGpusFn extends DoFn<Integer, Void> {
    private final String file;

    private ListGpusFn(String file) {
      this.file = file;
    }

    @ProcessElement
    public void list() throws IOException {
      Files.write(
          Path.of(file),
          ListedDevice.all().stream().filter(ListedDevice::isGpu).map(ListedDevice::name).toList());
    }
  }
}
