package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.runners.console.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings from scratch that are refused, and those that fail. */
final class RetrainRefusalsTest {

  private static final Path TINY = Path.of("..", "configs", "retrain-tiny.yaml");
  private static final String CELL =
      "|nor_conv_1x1~0|+|skip_connect~0|nor_conv_1x1~1|+|none~0|skip_connect~1|avg_pool_3x3~2|";

  @TempDir private Path temporary;

  @Test
  void whatDoesNotGoTogetherIsRefusedBeforeAnythingIsWritten() {
    refused(List.of("architecture is missing", "--architecture"));
    refused(
        List.of("auxiliaryWeight", "absent in space nb201", "0.4"), "training.auxiliaryWeight=0.4");
    refused(List.of("poolNorm", "absent in space nb201", "affine"), "training.poolNorm=affine");
    refused(List.of("dropPath", "drops no paths", "0.2"), "training.dropPath=0.2");
    refused(List.of("training.batchSize", "256 training images", "300"), "training.batchSize=300");
    refused(
        List.of("schedule.warmUpEpochs", "below the 3 epochs", "was 3"),
        "training.options.schedule.shape=cosine",
        "training.options.schedule.every=epoch",
        "training.options.schedule.warmUpEpochs=3",
        "training.options.schedule.rise=before");
    refused(List.of("optoins", "did you mean 'options'"), "training.optoins.dropout=0.1");
    var run = temporary.resolve("other");
    var other = new CommandLineRun();
    assertThat(other.run(command(run, "CNAS"))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(other.said()).contains("space is nb201", "CNAS", "space darts");
    var none = new CommandLineRun();
    assertThat(none.run("retrain", temporary.toString(), TINY.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(none.said()).contains("holds no run");
  }

  @Test
  void trainingThatDivergesEndsAndSaysWhatToDo() {
    var run = temporary.resolve("run");
    var diverging = new CommandLineRun();
    assertThat(diverging.run(command(run, CELL, "training.learningRate=1e30")))
        .isEqualTo(ExitCode.TRIALS_FAILED);
    assertThat(diverging.text()).contains("after step 4", "lower evaluator.training.learningRate");
    assertThat(run.resolve("best.json")).doesNotExist();
    assertThat(new CommandLineRun().ok("show", run.toString()))
        .contains("step 4 of 24; ended: no replica");
  }

  /** After it there would be something to score. */
  @Test
  void trainingThatDivergesInItsLastRoundHasNoResultEither() {
    var run = temporary.resolve("run");
    assertThat(
            new CommandLineRun()
                .run(
                    command(
                        run,
                        CELL,
                        "training.epochs=1",
                        "training.stepsPerRound=8",
                        "training.learningRate=1e30")))
        .isEqualTo(ExitCode.TRIALS_FAILED);
    assertThat(run.resolve("best.json")).doesNotExist();
    assertThat(run.resolve("model")).doesNotExist();
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private void refused(List<String> message, String... settings) {
    var run = temporary.resolve("run");
    var asked = new CommandLineRun();
    var architecture = settings.length == 0 ? "" : CELL;
    assertThat(asked.run(command(run, architecture, settings)))
        .as(asked.said())
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(asked.said()).contains(message).doesNotContain("\tat ");
    assertThat(run).doesNotExist();
  }

  private static String[] command(Path run, String architecture, String... settings) {
    var arguments = new ArrayList<>(List.of("retrain", TINY.toString()));
    arguments.addAll(List.of("--run-dir", run.toString(), "--runner", "direct", "--json"));
    if (!architecture.isEmpty()) {
      arguments.addAll(List.of("--architecture", architecture));
    }
    for (var setting : settings) {
      arguments.addAll(List.of("--set", "evaluator." + setting));
    }
    return arguments.toArray(String[]::new);
  }
}
