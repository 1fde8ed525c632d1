package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.models.data.ImageSets;
import org.espalier.runners.console.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search found, as files for others. */
final class DeriveTest extends CommandLineTest {

  @TempDir private Path temporary;

  @Test
  void whatDsnasFoundIsANetworkWithTheWeightsOfItsSearch() throws Exception {
    var batch = ImageSets.generated(8, 1).batch(new int[] {0, 1, 2, 3, 4, 5, 6, 7});
    var model = derived("run");
    var probabilities = model.probabilities(batch, 32);
    assertThat(probabilities).hasSize(8 * 10);

    // The same seed finds the same architecture; fresh weights would be the same too.
    var faster = derived("faster", "--set", "evaluator.training.learningRate=0.2");
    assertThat(genotype("faster")).isEqualTo(genotype("run"));
    assertThat(faster.probabilities(batch, 32)).isNotEqualTo(probabilities);

    var run = temporary.resolve("run").toString();
    assertThat(run("derive", run)).isEqualTo(ExitCode.RUN_CONFLICT);
    assertThat(said()).contains("already exists; give another --output");
    var again = temporary.resolve("again");
    assertThat(run("derive", run, "--output", again.toString())).isEqualTo(ExitCode.OK);
    assertThat(new DerivedModel(again.resolve("model")).probabilities(batch, 32))
        .isEqualTo(probabilities);
  }

  private DerivedModel derived(String name, String... settings) throws IOException {
    var run = temporary.resolve(name);
    var arguments = new ArrayList<>(List.of("search", Configs.dsnas(temporary).toString()));
    arguments.addAll(List.of("--run-dir", run.toString(), "--runner", "direct"));
    arguments.addAll(List.of(settings));
    assertThat(run(arguments.toArray(String[]::new))).as(said()).isEqualTo(ExitCode.OK);
    assertThat(run("derive", run.toString())).as(said()).isEqualTo(ExitCode.OK);
    return new DerivedModel(run.resolve("derived/model"));
  }

  private String genotype(String name) throws IOException {
    var derived = temporary.resolve(name).resolve("derived");
    assertThat(derived.resolve("genotype.dot")).isNotEmptyFile();
    return Files.readString(derived.resolve("genotype.txt"));
  }
}
