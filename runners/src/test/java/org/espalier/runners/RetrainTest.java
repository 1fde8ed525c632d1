package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.espalier.models.data.ImageSets;
import org.espalier.runners.console.ExitCode;
import org.espalier.schemas.Epoch;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training from scratch by the command line. */
final class RetrainTest {

  private static final Path TINY = Path.of("..", "configs", "retrain-tiny.yaml");
  private static final String CELL =
      "|nor_conv_1x1~0|+|skip_connect~0|nor_conv_1x1~1|+|none~0|skip_connect~1|avg_pool_3x3~2|";

  @TempDir private Path temporary;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void anArchitectureIsTrainedValidatedScoredAndExported() throws Exception {
    var run = temporary.resolve("run");
    var found = retrain(run, "--architecture", CELL);
    assertThat(found.path("architecture").asText()).isEqualTo(CELL);
    var epochs = epochs(run);
    assertThat(epochs).extracting(Epoch::getEpoch).containsExactly(1, 2, 3);
    // Eight steps of 32 images an epoch, the rate falling each step of 24.
    assertThat(epochs).extracting(Epoch::getSteps).containsExactly(8L, 16L, 24L);
    assertThat(epochs).allMatch(epoch -> epoch.getImages() == 256);
    assertThat(epochs.get(2).getLearningRate())
        .isCloseTo(0.025 * (1 + Math.cos(Math.PI * 23 / 24)), within(1e-6));
    assertThat(epochs.get(2).getTrainLoss()).isLessThan(epochs.get(0).getTrainLoss());
    for (var epoch : epochs) {
      assertThat(epoch.getValTop5()).isBetween(epoch.getValTop1(), 1.0);
      assertThat(epoch.getTrainTop5()).isBetween(epoch.getTrainTop1(), 1.0);
      assertThat(epoch.getValLoss()).isPositive();
      assertThat(epoch.getWallSeconds()).isPositive();
    }
    var best = found.path("best_epoch").asInt();
    assertThat(found.path("best_val_top1").asDouble())
        .isEqualTo(epochs.get(best - 1).getValTop1())
        .isEqualTo(epochs.stream().mapToDouble(Epoch::getValTop1).max().orElseThrow());
    for (var weights : List.of("weights", "best_weights")) {
      assertThat(Path.of(found.path(weights).asText())).isRegularFile();
    }
    var last = found.path("held_out").path("last").path("top1").asDouble();
    assertThat(exportedAccuracy(Path.of(found.path("model").asText()), 64)).isEqualTo(last);
    assertThat(read(run.resolve("best.json")).path("held_out")).isEqualTo(found.path("held_out"));

    // Repeated, it says the same and writes nothing; another recipe is refused.
    var before = Files.readAllBytes(run.resolve("epochs.parquet"));
    assertThat(retrain(run, "--architecture", CELL)).isEqualTo(found);
    assertThat(run.resolve("epochs.parquet")).hasBinaryContent(before);
    assertThat(
            run(
                command(
                    run, "--architecture", CELL, "--set", "evaluator.training.learningRate=0.1")))
        .isEqualTo(ExitCode.RUN_CONFLICT);
    assertThat(said()).contains("evaluator.training.learningRate: was 0.05, is 0.1");
    assertThat(run(command(run, "--architecture", CELL.replace("none", "skip_connect"))))
        .isEqualTo(ExitCode.RUN_CONFLICT);
    assertThat(said()).contains("architecture: was");
    assertThat(run("verify", run.toString())).as(said()).isEqualTo(ExitCode.OK);
    assertThat(run("show", run.toString())).as(said()).isEqualTo(ExitCode.OK);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("val top-1", "held out, last epoch", "epochs.parquet");
    assertThat(run("show", run.toString(), "--csv", "--last", "2")).isEqualTo(ExitCode.OK);
    assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.split(",", 3)[1]))
        .containsExactly("epoch", "2", "3");
    assertThat(run("show", run.toString(), "--decisions")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("training from scratch");
    assertThat(run("rank", run.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("give the directory of a search");
  }

  /** What the exported network says of the held-out images. */
  private static double exportedAccuracy(Path model, int val) {
    // As the configuration deals generated images: training, validation, held-out.
    var images = ImageSets.generated(256 + val + 128, 0);
    var indices = IntStream.range(256 + val, 256 + val + 128).toArray();
    var batch = images.batch(indices);
    var probabilities = new DerivedModel(model).probabilities(batch, images.height());
    int classes = images.classes();
    int correct = 0;
    for (int image = 0; image < batch.size(); image++) {
      boolean best = true;
      for (int other = 0; other < classes; other++) {
        best &=
            probabilities[image * classes + other]
                <= probabilities[image * classes + batch.labels()[image]];
      }
      correct += best ? 1 : 0;
    }
    return (double) correct / batch.size();
  }

  @Test
  void whatASearchHasFoundIsTrainedByAveragedReplicasAlikeOnEveryRunner() throws Exception {
    var search = temporary.resolve("search");
    var config = Configs.table(temporary);
    assertThat(
            run(
                "search",
                config.toString(),
                "--run-dir",
                search.toString(),
                "--runner",
                "direct",
                "--set",
                "budget.rounds=1"))
        .as(said())
        .isEqualTo(ExitCode.OK);
    var genotype = read(search.resolve("best.json")).path("genotype").asText();
    var options =
        List.of(
            "evaluator.training.epochs=1",
            "evaluator.training.replicas=2",
            "evaluator.training.averageDecay=0.9",
            "evaluator.training.options.initialization=he-fan-out",
            "evaluator.images.val=0");
    var arguments = new ArrayList<>(List.of("retrain", search.toString(), TINY.toString()));
    arguments.addAll(List.of("--runner", "direct"));
    options.forEach(option -> arguments.addAll(List.of("--set", option)));
    assertThat(run(arguments.toArray(String[]::new))).as(said()).isEqualTo(ExitCode.OK);
    var own = search.resolve("retrain");
    var found = read(own.resolve("best.json"));
    assertThat(found.path("architecture").asText()).isEqualTo(genotype);
    assertThat(found.has("best_epoch")).as("without validation images").isFalse();
    var epoch = epochs(own).get(0);
    // Two replicas of 128 images, four steps each.
    assertThat(epoch.getSteps()).isEqualTo(4);
    assertThat(epoch.getImages()).isEqualTo(256);
    assertThat(epoch.getValTop1()).isNull();
    assertThat(exportedAccuracy(own.resolve("model"), 0))
        .as("the averages are exported and scored")
        .isEqualTo(found.path("held_out").path("last").path("top1").asDouble());
    assertThat(run("verify", own.toString())).as(said()).isEqualTo(ExitCode.OK);
    assertThat(StoredTrials.read(own))
        .allMatch(trial -> genotype.equals(Objects.requireNonNull(trial.getGenotype()).getText()));
    var onFlink = temporary.resolve("flink");
    arguments.set(arguments.indexOf("direct"), "flink");
    arguments.addAll(List.of("--run-dir", onFlink.toString()));
    assertThat(run(arguments.toArray(String[]::new))).as(said()).isEqualTo(ExitCode.OK);
    assertThat(StoredTrials.lasting(onFlink)).isEqualTo(StoredTrials.lasting(own));
    assertThat(onFlink.resolve(found.path("weights").asText()))
        .hasSameBinaryContentAs(own.resolve(found.path("weights").asText()));
  }

  @Test
  void aDriverKilledInAnEpochGoesOnByteForByte() throws Exception {
    var undisturbed = temporary.resolve("undisturbed");
    var epochs = "evaluator.training.epochs=2";
    var expected = retrain(undisturbed, "--architecture", CELL, "--set", epochs);
    var killed = temporary.resolve("killed");
    var arguments = command(killed, "--architecture", CELL, "--set", epochs);
    var driver = Driver.start(temporary.resolve("killed.log"), arguments);
    // Two rounds of training and one of validation an epoch: this is in the second.
    while (!Files.exists(killed.resolve("state/00004.avro"))) {
      assertThat(driver.process().isAlive()).as(driver.said()).isTrue();
      Thread.sleep(2);
    }
    driver.kill();
    assertThat(killed.resolve("best.json")).doesNotExist();
    assertThat(run("show", killed.toString())).as(said()).isEqualTo(ExitCode.OK);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(CELL, "of 16; repeat its `espalier retrain` to resume");
    var again = Driver.start(temporary.resolve("again.log"), arguments);
    assertThat(again.await()).as(again.said()).isZero();
    assertThat(lasting(killed)).hasSize(2).isEqualTo(lasting(undisturbed));
    assertThat(StoredTrials.lasting(killed)).isEqualTo(StoredTrials.lasting(undisturbed));
    var found = read(killed.resolve("best.json"));
    for (var weights : List.of("weights", "best_weights")) {
      assertThat(killed.resolve(found.path(weights).asText()))
          .hasSameBinaryContentAs(Path.of(expected.path(weights).asText()));
    }
    assertThat(found.path("held_out")).isEqualTo(expected.path("held_out"));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private JsonNode retrain(Path run, String... more) throws IOException {
    var code = run(command(run, more));
    assertThat(code).as(said()).isEqualTo(ExitCode.OK);
    return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
  }

  private static String[] command(Path run, String... more) {
    var arguments = new ArrayList<>(List.of("retrain", TINY.toString()));
    arguments.addAll(List.of("--run-dir", run.toString(), "--runner", "direct", "--json"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static List<Epoch> epochs(Path run) {
    return Table.of(Epoch.class).read(new RunFiles(run.toString()).epochs());
  }

  /** The table of epochs without the column that differs between runs. */
  private static List<Epoch> lasting(Path run) {
    return epochs(run).stream()
        .map(epoch -> Epoch.newBuilder(epoch).setWallSeconds(0).build())
        .toList();
  }

  private ExitCode run(String... arguments) {
    out.reset();
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
