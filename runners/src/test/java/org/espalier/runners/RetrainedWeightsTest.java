package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.weights.Weights;
import org.espalier.models.weights.WeightsFiles;
import org.espalier.pipelines.RunDirectory;
import org.espalier.runners.console.ExitCode;
import org.espalier.schemas.Status;
import org.espalier.schemas.Tensor;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the weights of a published architecture that was trained from scratch. */
final class RetrainedWeightsTest {

  private static final String NAME = "DrNAS_imagenet";
  private static final CommandLineRun CLI = new CommandLineRun();

  @TempDir private static Path shared;

  private static Path run = Path.of("");
  private static String printed = "";

  /** One epoch of two steps, with an ε and a recipe's normalization that shapes do not tell. */
  @BeforeAll
  static void train() throws IOException {
    var yaml =
        Files.readString(Path.of("..", "configs", "retrain-tiny.yaml"))
            .replace("space: nb201", "space: darts")
            .replace("train: 256", "train: 64")
            .replace("val: 64", "val: 0")
            .replace("epochs: 3", "epochs: 1");
    var config = Files.writeString(shared.resolve("tiny.yaml"), yaml);
    run = shared.resolve("run");
    printed = CLI.ok(command(config));
  }

  @Test
  void theExportHasEachTensorUnderItsOwnName() throws IOException {
    var file = shared.resolve("w.safetensors");
    CLI.ok("weights", "export", run.toString(), "--output", file.toString());
    var published = GivenArchitecture.of(NAME);
    assertThat(json(run.resolve("run.json")).path("config").path("architecture").asText())
        .isEqualTo(published.text())
        .isNotEqualTo(published.genotype().getText());
    try (var open = WeightsFiles.open(file)) {
      var read = Weights.of(published, Optional.empty(), open);
      assertThat(read.form().normEpsilon()).isEqualTo(1e-3f);
      var own = own();
      for (var slice : read.layout().slices()) {
        assertThat(Arrays.copyOfRange(read.state(), slice.offset(), slice.end()))
            .as(slice.name())
            .isEqualTo(FloatTensors.values(Objects.requireNonNull(own.get(slice.name()))));
      }
    }
    // Evaluated by these weights, it is the network that the run has exported.
    var images = JpegFolder.write(shared.resolve("images"), 10, 1).toString();
    var exported = evaluated(images, run.toString());
    var imported = evaluated(images, "--architecture", NAME, "--weights", file.toString());
    assertThat(imported.path("loss").asDouble())
        .isCloseTo(exported.path("loss").asDouble(), Offset.offset(1e-6));
    assertThat(imported.path("architecture").asText()).isEqualTo(NAME);
    assertThat(imported.path("weights").asText()).isEqualTo(file.toString());
    assertThat(exported.path("weights").asText()).isEqualTo(run.toString());
    assertThat(exported.path("classes").asInt()).isEqualTo(10);
  }

  @Test
  void theDirectoryNamesItsFilesFromItself() throws IOException {
    var stored = Files.readString(run.resolve("best.json"));
    assertThat(stored).doesNotContain(shared.toString());
    assertThat(json(run.resolve("best.json")).path("model").asText()).isEqualTo("model");
    var weights = json(run.resolve("best.json")).path("weights").asText();
    assertThat(run.resolve(weights)).isRegularFile();
    assertThat(printed).contains(run.resolve(weights).toString());
  }

  @Test
  void aFolderOfOthersIsNotTakenForItsNetwork() throws IOException {
    var other = Files.createDirectories(shared.resolve("other"));
    assertThat(CLI.run(command(shared.resolve("tiny.yaml"), "--output", other.toString())))
        .isEqualTo(ExitCode.RUN_CONFLICT);
    assertThat(CLI.said()).contains(other.toString(), "--output");
    // Its own, wherever it is, is no conflict.
    var elsewhere = shared.resolve("elsewhere").toString();
    var again = command(shared.resolve("tiny.yaml"), "--output", elsewhere);
    CLI.ok(again);
    assertThat(CLI.ok(again)).contains(elsewhere);
    CLI.ok(command(shared.resolve("tiny.yaml")));
  }

  @Test
  void aHeldOutScoringThatFailedIsRepeated() throws IOException {
    var files = new RunFiles(run.toString());
    var rows = files.readHeldOut().orElseThrow();
    var failed =
        rows.stream()
            .map(
                row -> Trial.newBuilder(row).setStatus(Status.FAILED).setMetrics(List.of()).build())
            .toList();
    Table.of(Trial.class).write(files.heldOut(), failed);

    CLI.ok(command(shared.resolve("tiny.yaml")));
    assertThat(files.readHeldOut().orElseThrow())
        .extracting(Trial::getMetrics)
        .isEqualTo(rows.stream().map(Trial::getMetrics).toList());
  }

  @Test
  void aTrainingWithoutANetworkIsNamed() throws IOException {
    var images = JpegFolder.write(shared.resolve("few"), 10, 1).toString();
    var model = run.resolve("model");
    var aside = shared.resolve("aside");
    Files.move(model, aside);
    try {
      assertThat(CLI.run("evaluate", run.toString(), "--images", images))
          .isEqualTo(ExitCode.BAD_INPUT);
      assertThat(CLI.said()).contains(run.toString(), "training from scratch", "has not ended");
    } finally {
      Files.move(aside, model);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static String[] command(Path config, String... more) {
    var line =
        List.of(
            "retrain",
            "--architecture",
            NAME,
            config.toString(),
            "--set",
            "evaluator.training.options.normEpsilon=1e-3",
            "--run-dir",
            run.toString(),
            "--runner",
            "direct",
            "--json");
    return Stream.concat(line.stream(), Arrays.stream(more)).toArray(String[]::new);
  }

  private static Map<String, Tensor> own() {
    var folder = RunDirectory.at(run.toString()).folder();
    var name = Objects.requireNonNull(folder.latest().state().getWeights());
    var own = new HashMap<String, Tensor>();
    folder.weights().get(name).forEach(tensor -> own.put(tensor.getName(), tensor));
    return own;
  }

  private static JsonNode evaluated(String images, String... network) throws IOException {
    var line =
        Stream.concat(
            Stream.of("evaluate", "--images", images, "--runner", "direct", "--json"),
            Arrays.stream(network));
    return new ObjectMapper().readTree(CLI.ok(line.toArray(String[]::new)));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
