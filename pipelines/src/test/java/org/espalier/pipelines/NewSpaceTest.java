package org.espalier.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.storage.SearchRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A search space that no product knows: one class, one line in {@code META-INF/services}, one
 * configuration. Its decisions have 2, 3 and 4 options, and its second layer may be absent.
 */
final class NewSpaceTest {

  private static final String PRETRAINING =
      "    pretraining: {steps: 16, warmUpSteps: 0, sandwichInterval: 3}\n";
  private static final String OPTIMIZER =
      "optimizer: {learningRate: 0.05, firstDecay: 0.5, secondDecay: 0.999, weightDecay: 0.001,"
          + " clipNorm: 0}";

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: random, candidatesPerRound: 4}",
        "{name: regularized-evolution, population: 4, sample: 2, candidatesPerRound: 4}",
        "{name: local-search, candidatesPerRound: 4}",
        "{name: reinforce, learningRate: 0.1, baseline: 0.9, candidatesPerRound: 4}",
        "{name: dsm-nas, centres: 3, edits: 2, hidden: 8, layers: 1, learningRate: 0.01,"
            + " weightDecay: 0, entropy: 0.001, baseline: 0.9, absoluteReward: false,"
            + " candidatesPerRound: 4}"
      })
  void methodsThatScoreCandidatesSearchIt(String method) throws Exception {
    var trials = search(method, PRETRAINING);
    var scored =
        trials.stream()
            .filter(trial -> trial.getTask() == Task.SCORE && trial.getStatus() == Status.OK)
            .toList();
    assertThat(scored).hasSizeGreaterThanOrEqualTo(8);
    assertThat(scored.stream().map(Trial::getParameters).distinct())
        .as("sizes of networks")
        .hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: dsnas, epochs: 2, warmUpEpochs: 0, weightEpochs: 0, stopMargin: 0.3,"
            + " costWeight: 0.1, costLimit: 0.5, includeNone: true, sandwichInterval: 0, ",
        "{name: darts, epochs: 2, secondOrder: false, allowNoneInDerived: true, ",
        "{name: enas, epochs: 2, warmUpEpochs: 0, hidden: 8, controllerEvery: 1, learningRate:"
            + " 0.01, entropy: 0.001, baseline: 0.9, finalCandidates: 0}"
      })
  void methodsThatFollowGradientsSearchIt(String method) throws Exception {
    var trials = search(method.endsWith("}") ? method : method + OPTIMIZER + "}", "");
    assertThat(trials).extracting(Trial::getStatus).containsOnly(Status.OK);
    assertThat(trials).filteredOn(trial -> trial.getTask() == Task.TRAIN).hasSize(2);
    assertThat(trials).filteredOn(trial -> trial.getTask() == Task.SCORE).hasSize(1);
  }

  @Test
  void itsCostsAreCountedFromItsDescription() {
    var space = SearchSpaces.named("toy");
    var costs = space.all().map(genotype -> cost(space, space.text(space.encoding(genotype))));
    assertThat(costs.distinct()).hasSizeGreaterThan(12);
  }

  private static long cost(SearchSpace space, String text) {
    return space.cost(space.parse(text), Target.of("cifar10"), CountingRule.CONV_FC).parameters();
  }

  private List<Trial> search(String method, String pretraining) throws IOException {
    var yaml =
        Files.readString(Path.of("src/test/resources/toy.yaml"))
            .replace("    stepsPerRound", pretraining + "    stepsPerRound");
    var file = Files.writeString(temporary.resolve("toy.yaml"), yaml + "method: " + method + '\n');
    var config = ConfigFile.read(file, List.of()).search();
    var run = new SearchRun(config.experiment(), new RunFiles(temporary.resolve("run").toString()));
    var end = new Search(run, job -> PipelineOptionsFactory.create(), 10).toEnd(state -> {});
    assertThat(end.getBest()).isNotNull();
    assertThat(new HeldOutCheck(run, job -> PipelineOptionsFactory.create()).trials(end))
        .hasSize(3)
        .extracting(Trial::getStatus)
        .containsOnly(Status.OK);
    return run.files().readTrials();
  }
}
