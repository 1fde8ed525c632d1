package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.runners.console.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a search that follows gradients is said before its first step. */
final class GradientBadInputTest extends CommandLineTest {
  @TempDir private static Path temporary;
  private static Path config = Path.of("unset");

  @BeforeAll
  static void write() throws IOException {
    config = Configs.gradient(temporary);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          method.epochs=[2]                      | epochs, partialChannels and operations must be of one length
          method.operations=[5,6]                | operations must be never growing
          method.operations=[6,3]                | operations of the first stage must be the 5 that nb201 has
          method.operations=[5,0]                | operations of a stage must be at least 1
          method.partialChannels=[3,1]           | partialChannels must be
          method.warmUpEpochs=2                  | warmUpEpochs must be at least 0 and below the epochs of each stage, [2, 2], was 2
          space=autospace-cells                  | method.name: 'drnas' cannot search space 'autospace-cells'
          evaluator.calibrationImages=100        | evaluator.calibrationImages must be absent with method drnas
          evaluator.network.channels=6           | partialChannels must be
          evaluator.training.batchSize=600       | at most a replica's share of the 1024
          evaluator.images.val=100 evaluator.training.batchSize=60 | at most a replica's share of the 100 validation images
          evaluator.network.cells=4              | cells must be a multiple of 3 in space nb201
          evaluator.network.stem=imagenet        | stem must be absent in space nb201, which has one of its own, was imagenet
          evaluator.network.stem=imagenett       | unknown stem 'imagenett': did you mean 'imagenet'? Known: cifar, imagenet
          evaluator.network.stemMultiplier=3     | stemMultiplier must be absent without stem
          evaluator.training.learningRateWarmUpSteps=64 | evaluator.training.learningRateWarmUpSteps must be below the 64 steps of the training, was 64
          evaluator.training.learningRateWarmUpSteps=0  | learningRateWarmUpSteps must be at least 1, was 0
          method.optimizer.learningRate=0        | learningRate must be above 0
          """)
  void aSettingOutOfItsRangeIsNamed(String settings, String message) {
    var more = Stream.of(settings.split(" ", -1)).flatMap(setting -> Stream.of("--set", setting));
    refused(message, more.toArray(String[]::new));
  }

  @Test
  void anEvaluatorThatTrainsNothingIsRefused() {
    refused(
        "method.name drnas learns while shared weights are trained: evaluator.name must be supernet",
        "--set",
        "evaluator={name: size}");
  }

  @Test
  void pathsTrainedBeforeAreNoBusinessOfAMethodThatDrawsItsOwn() {
    refused(
        "evaluator.training.pretraining must be absent with method drnas",
        "--set",
        "evaluator.training.pretraining={steps: 10, warmUpSteps: 0, sandwichInterval: 3}");
  }

  private void refused(String message, String... more) {
    var run = temporary.resolve("run");
    var arguments =
        new ArrayList<>(
            List.of(
                "search", config.toString(), "--run-dir", run.toString(), "--runner", "direct"));
    arguments.addAll(List.of(more));
    assertThat(run(arguments.toArray(String[]::new))).as(said()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains(message).doesNotContain("\tat ");
    assertThat(run).doesNotExist();
  }
}
