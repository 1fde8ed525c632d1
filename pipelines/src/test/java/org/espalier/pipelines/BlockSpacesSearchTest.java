package org.espalier.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.assertj.core.groups.Tuple;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.schemas.Best;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.storage.SearchRun;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches of spaces of blocks, with shared layers and with a path a step. */
final class BlockSpacesSearchTest {

  private static final String DSNAS =
      """
      method:
        name: dsnas
        epochs: 2
        warmUpEpochs: 0
        weightEpochs: 0
        stopMargin: 0.3
        costWeight: 0.1
        costLimit: 0.5
        includeNone: true
        sandwichInterval: 0
        optimizer: {learningRate: 0.05, firstDecay: 0.5, secondDecay: 0.999, weightDecay: 0.001, clipNorm: 0}
      """;

  /** As in the configuration. */
  private static final double REFERENCE = 90e6;

  private static final String SHRINKING =
      """
          pretraining:
            steps: 8
            warmUpSteps: 3
            pathsPerStep: 3
            sandwich: true
            teacher: true
            shrinking: {kernelSteps: 1, depthSteps: [1, 1], expandSteps: [1, 1]}
      """;

  private static final String PREDICTOR =
      """
        name: predictor
        pairs: 20
        net: {hidden: 16, dropout: 0.3, epochs: 20, batchSize: 16, learningRate: 0.05, momentum: 0.9, weightDecay: 0}
        supernet:
      """;

  private static final Engine ENGINE = job -> PipelineOptionsFactory.create();

  @TempDir private Path temporary;
  private Best best = new Best();
  private @Nullable SearchRun run;
  private SearchState end = new SearchState();

  /** Shrinking by a teacher, several paths a step, given statistics, a budget, a predictor. */
  @Test
  void dsmNasSearchesByAPredictorWithinItsBudget() throws Exception {
    var yaml =
        Files.readString(Path.of("../configs/tiny-elastic.yaml"))
            .replace("  candidatesPerRound: 4\n", "  candidatesPerRound: 4\n  maxMadds: 1.7e8\n")
            .replace("stepsPerRound: 60", "stepsPerRound: 3")
            .replaceFirst("(?s)    pretraining:.*?(?=    stepsPerRound)", SHRINKING)
            .replace("randomComparisons: 2", "randomComparisons: 2\n  calibrationImages: 100")
            .replaceFirst("(?s)evaluator:\n  name: supernet\n", "evaluator:\n")
            .replace("evaluations: 12", "evaluations: 8");
    var from = yaml.indexOf("evaluator:\n") + "evaluator:\n".length();
    var to = yaml.indexOf("budget:\n");
    var nested = yaml.substring(from, to).replaceAll("(?m)^", "  ").stripTrailing() + '\n';
    var trials = search(yaml.substring(0, from) + PREDICTOR + nested + yaml.substring(to));
    assertThat(trials).extracting(Trial::getStatus).containsOnly(Status.OK);
    assertThat(trials).filteredOn(trial -> trial.getTask() == Task.TRAIN).hasSize(6);
    var measured = trials.stream().filter(trial -> trial.getSubspace().equals("measured")).toList();
    assertThat(measured).hasSize(20).allMatch(trial -> !trial.getMetrics().isEmpty());
    var searched = trials.stream().filter(Trial::getCharged).toList();
    assertThat(searched).hasSize(8).allMatch(trial -> trial.getMetrics().isEmpty());
    assertThat(measured.stream().map(Trial::getParameters).distinct()).hasSizeGreaterThan(10);
    assertThat(best.getMadds()).isLessThanOrEqualTo(170_000_000);
  }

  /** Trained once, searched twice: the second search takes no step and has the same weights. */
  @Test
  void aSearchStartsFromTheWeightsOfAnother() throws Exception {
    var yaml =
        Files.readString(Path.of("../configs/tiny-elastic.yaml"))
            .replace("steps: 60", "steps: 4")
            .replace("stepsPerRound: 60", "stepsPerRound: 4")
            .replace("evaluations: 12", "evaluations: 4");
    var file = temporary.resolve("supernet.safetensors");
    var directory = RunDirectory.at(temporary.resolve("run").toString());
    directory.take(RunManifest.of(config(yaml), 0));
    search(yaml);
    var scores = randomScores();
    new RunWeights(directory).write(false, file);
    var again =
        yaml.replace("steps: 4\n      warmUp", "steps: 0\n      warmUp")
            .replace("randomComparisons: 2", "randomComparisons: 2\n  initialWeights: " + file);
    var trials = search(again, "again");
    assertThat(trials).extracting(Trial::getTask).containsOnly(Task.SCORE);
    assertThat(randomScores()).hasSize(2).isEqualTo(scores);
    assertThatThrownBy(() -> search(again.replace("width: 0.2", "width: 0.4"), "other"))
        .hasMessageContainingAll(file.toString(), "has shape");
  }

  /** What the weights at the end say of random architectures, the same in all runs of a seed. */
  private List<Tuple> randomScores() {
    return new HeldOutCheck(Objects.requireNonNull(run), ENGINE)
        .trials(end).stream()
            .filter(trial -> trial.getSubspace().equals("random"))
            .map(trial -> tuple(trial.getGenotype(), trial.getMetrics()))
            .toList();
  }

  @Test
  void dsnasSearchesShuffleUnits() throws Exception {
    var yaml = Files.readString(Path.of("../configs/tiny-elastic.yaml"));
    var trials =
        search(
            yaml.replaceFirst("(?s)method:.*?(?=evaluator:)", DSNAS)
                .replaceFirst("(?s)    pretraining:.*?(?=    stepsPerRound)", "")
                .replace("space: mobilenetv3", "space: shufflenet")
                .replace("strides: [1, 2, 2, 2, 1, 1]", "strides: [1, 2, 2, 2, 1]")
                .replace("    elastic: true\n", "")
                .replace("train: 512", "train: 128")
                .replace("stepsPerRound: 60", "stepsPerRound: 8"));
    assertThat(trials).extracting(Trial::getStatus).containsOnly(Status.OK);
    assertThat(trials).filteredOn(trial -> trial.getTask() == Task.TRAIN).hasSize(2);
    assertThat(trials).filteredOn(trial -> trial.getTask() == Task.SCORE).hasSize(1);
  }

  /** The penalty outweighs the loss here. */
  @Test
  void proxylessKeepsToItsCostTerm() throws Exception {
    var yaml =
        Files.readString(Path.of("../configs/tiny-proxyless.yaml"))
            .replace("epochs: 6", "epochs: 3")
            .replace("warmUpEpochs: 1", "warmUpEpochs: 0")
            .replace("learningRate: 0.02", "learningRate: 0.1")
            .replace("weight: 0.5", "weight: 50")
            .replace("randomComparisons: 2", "randomComparisons: 3\n  comparisonTolerance: 0.1")
            .replace("stepsPerRound: 32", "stepsPerRound: 12");
    var trials = search(yaml);
    assertThat(trials).extracting(Trial::getStatus).containsOnly(Status.OK);
    assertThat(trials).filteredOn(trial -> trial.getTask() == Task.TRAIN).hasSize(4);
    var rounds = new RunFiles(temporary.resolve("run").toString()).readRounds();
    var madds = rounds.stream().map(row -> gauge(row, "expected_madds")).toList();
    assertThat(madds.get(madds.size() - 1)).isCloseTo(REFERENCE, within(0.1 * REFERENCE));
    // Equal cost: the random architectures beside the one found have its multiply-adds.
    var compared = new HeldOutCheck(Objects.requireNonNull(run), ENGINE).trials(end);
    assertThat(compared)
        .hasSize(4)
        .extracting(trial -> (double) trial.getMadds() / best.getMadds())
        .allMatch(ratio -> Math.abs(ratio - 1) <= 0.1);
  }

  private static double gauge(RoundSummary row, String name) {
    return row.getGauges().stream()
        .filter(gauge -> gauge.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private SearchConfig config(String yaml) throws Exception {
    var file = Files.writeString(temporary.resolve("blocks.yaml"), yaml);
    return ConfigFile.read(file, List.of()).search();
  }

  private List<Trial> search(String yaml) throws Exception {
    return search(yaml, "run");
  }

  private List<Trial> search(String yaml, String name) throws Exception {
    var files = new RunFiles(temporary.resolve(name).toString());
    run = new SearchRun(config(yaml).experiment(), files);
    var search = new Search(run, ENGINE, 10);
    search.check();
    end = search.toEnd(state -> {});
    assertThat(end.getBest()).isNotNull();
    best = end.getBest();
    return run.files().readTrials();
  }
}
