package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code own-cluster.sh}: searches on a cluster of Flink's own distribution. {@code mvn verify
 * -Pown-cluster}; fetches 230 MB with pip.
 */
@Tag("own-cluster")
final class OwnClusterTest {
  private static final Path SCRIPT = Path.of("own-cluster.sh").toAbsolutePath();
  private static final Path QUICKSTART = Path.of("../configs/quickstart.yaml").toAbsolutePath();

  @TempDir private Path temporary;

  @Test
  void searchesOnADistributionOfFlinkHaveTheTrialsOfEmbeddedOnes() throws Exception {
    var espalier = temporary.resolve("espalier");
    Files.writeString(
        espalier,
        "#!/bin/sh\nexec '%s' -Xmx1g -Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -cp '%s' %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
    assertThat(espalier.toFile().setExecutable(true)).isTrue();
    var work = temporary.resolve("work");
    var builder =
        new ProcessBuilder(
                SCRIPT.toString(),
                work.toString(),
                Configs.table(temporary).toString(),
                QUICKSTART.toString())
            .inheritIO();
    builder.environment().put("ESPALIER", espalier.toString());
    assertThat(builder.start().waitFor()).isZero();
    for (var search : new String[] {"table", "quickstart"}) {
      var embedded = StoredTrials.lasting(work.resolve("runs/" + search + "-embedded"));
      var cluster = StoredTrials.lasting(work.resolve("runs/" + search + "-cluster"));
      assertThat(cluster).as(search).isNotEmpty().isEqualTo(embedded);
    }
  }
}
