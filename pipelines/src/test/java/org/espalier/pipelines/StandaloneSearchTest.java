package org.espalier.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.schemas.Metric;
import org.espalier.schemas.Status;
import org.espalier.schemas.Trial;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.storage.SearchRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches in which each architecture is trained alone. */
final class StandaloneSearchTest {

  private static final Engine DIRECT = job -> PipelineOptionsFactory.create();

  /** Of NAS-Bench-201's cells at full size, to both sides of the median. */
  private static final double FEWEST = 30e6;

  private static final double MOST = 90e6;

  @TempDir private Path temporary;

  @Test
  void eachArchitectureInTheRangeIsTrainedAloneAndTheOthersAreRowsThatCostNothing()
      throws IOException {
    var run = run("within");
    var end = new Search(run, DIRECT, 1).toEnd(state -> {});
    var trials = run.files().readTrials();
    assertThat(end.getEvaluations()).isEqualTo(4);
    assertThat(end.getSteps()).as("steps on shared weights").isZero();
    assertThat(of(trials, Status.OVER_CONSTRAINT)).isNotEmpty().allMatch(row -> !within(row));
    var trained = of(trials, Status.OK);
    assertThat(trained).hasSize(4).allMatch(StandaloneSearchTest::within);
    for (var row : trained) {
      assertThat(row.getSteps()).isEqualTo(4);
      assertThat(row.getImages()).isEqualTo(64);
      assertThat(splits(row)).containsExactly("val", "val", "val", "train", "train", "train");
      assertThat(row.getScore()).isEqualTo(metric(row, "accuracy", "val"));
    }
    assertThat(trained).extracting(Trial::getScore).contains(end.getBest().getScore());
  }

  @Test
  void theOneFoundIsTrainedAgainBesideRandomOnesOfItsMultiplyAdds() throws IOException {
    var run = run("beside");
    var end = new Search(run, DIRECT, 1).toEnd(state -> {});
    var heldOut = new HeldOutCheck(run, DIRECT).trials(end);
    assertThat(heldOut).extracting(Trial::getSubspace).containsExactly("found", "random", "random");
    var madds = end.getBest().getMadds();
    for (var row : heldOut) {
      assertThat(splits(row)).contains("test", "train").doesNotContain("val");
      assertThat(row.getSteps()).isEqualTo(4);
      assertThat((double) row.getMadds()).isBetween(0.8 * madds, 1.2 * madds);
      assertThat(row).matches(StandaloneSearchTest::within);
    }
  }

  @Test
  void aRangeThatHoldsNoArchitectureNeverStarts() {
    assertThatThrownBy(() -> new Search(run("none", "1e12", "2e12"), DIRECT, 1).check())
        .hasMessageContainingAll(
            "constraints.minMadds must be at most", "1000 random architectures", "1.0E12");
    assertThatThrownBy(() -> run("crossed", "2e8", "1e8"))
        .hasMessageContainingAll("minMadds", "at most maxMadds");
  }

  private static List<Trial> of(List<Trial> trials, Status status) {
    return trials.stream().filter(row -> row.getStatus() == status).toList();
  }

  private static boolean within(Trial row) {
    return row.getMadds() >= FEWEST && row.getMadds() <= MOST;
  }

  private static Stream<String> splits(Trial row) {
    return row.getMetrics().stream().map(Metric::getSplit);
  }

  private static double metric(Trial row, String name, String split) {
    return row.getMetrics().stream()
        .filter(one -> one.getName().equals(name) && one.getSplit().equals(split))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private SearchRun run(String name) throws IOException {
    return run(name, String.valueOf(FEWEST), String.valueOf(MOST));
  }

  private SearchRun run(String name, String fewest, String most) throws IOException {
    var file = temporary.resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        name: %s
        seed: 3
        space: nb201
        data: {dataset: generated}
        method: {name: random, candidatesPerRound: 5}
        evaluator:
          name: standalone
          network: {channels: 4, cells: 3}
          images: {source: generated, train: 32, val: 32, test: 32, seed: 0, cropPadding: 2, flip: true, cutout: 0}
          training: {epochs: 2, batchSize: 16, learningRate: 0.05, minLearningRate: 0, momentum: 0.9,
            nesterov: false, weightDecay: 0, clipNorm: 5, labelSmoothing: 0}
          scoringBatchSize: 16
          bfloat16: false
          randomComparisons: 2
          comparisonTolerance: 0.2
        budget: {rounds: 100, evaluations: 4, simulatedSeconds: unlimited, failedTrials: 0}
        constraints: {deduplicate: false, maxParameters: unlimited, maxMadds: %s, minMadds: %s}
        """
            .formatted(name, most, fewest));
    var experiment = ConfigFile.read(file, List.of()).search().experiment();
    return new SearchRun(experiment, new RunFiles(temporary.resolve(name).toString()));
  }
}
