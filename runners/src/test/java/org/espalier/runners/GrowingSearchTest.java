package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.RoundSummary;
import org.espalier.transforms.storage.RunFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search in a space that grows, killed where it grows. */
final class GrowingSearchTest {

  private static final List<String> TINY =
      List.of(
          "data.dataset=generated",
          "method.stages=2",
          "method.epochs=1",
          "method.warmUpEpochs=0",
          "method.candidatesPerDerivation=2",
          "evaluator.network.channels=4",
          "evaluator.images.source=generated",
          "evaluator.images.train=128",
          "evaluator.images.val=64",
          "evaluator.images.test=64",
          "evaluator.training.stepsPerRound=4",
          "evaluator.training.replicas=2",
          "evaluator.training.batchSize=16",
          "evaluator.scoringBatchSize=32",
          "evaluator.randomComparisons=1");

  @TempDir private Path temporary;

  /** The undisturbed one on Flink, the killed one without, both with two replicas. */
  @Test
  void killedBetweenTwoStagesItEndsAsTheUndisturbedOneOnAnotherRunner() throws Exception {
    var undisturbed = temporary.resolve("undisturbed");
    start(undisturbed, "flink").complete();
    var grown = firstRoundOf(1, undisturbed);
    var killed = temporary.resolve("killed");
    var driver = start(killed, "direct");
    while (!Files.exists(killed.resolve("state/%05d.avro".formatted(grown)))) {
      assertThat(driver.process().isAlive()).as(driver.said()).isTrue();
      Thread.sleep(1);
    }
    driver.kill();
    assertThat(killed.resolve("best.json")).doesNotExist();
    start(killed, "direct").complete();
    assertThat(StoredTrials.lasting(killed))
        .isNotEmpty()
        .isEqualTo(StoredTrials.lasting(undisturbed));
    assertThat(StoredTrials.rounds(killed)).isEqualTo(StoredTrials.rounds(undisturbed));
    assertThat(weights(killed)).isNotEmpty().isEqualTo(weights(undisturbed));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static int firstRoundOf(int stage, Path run) {
    return StoredTrials.rounds(run).stream()
        .filter(round -> gauge(round, "stage") == stage)
        .mapToInt(RoundSummary::getRound)
        .min()
        .orElseThrow();
  }

  private static double gauge(RoundSummary round, String name) {
    return round.getGauges().stream()
        .filter(gauge -> gauge.getName().equals(name))
        .mapToDouble(Gauge::getValue)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The name says what is in it. */
  private static String weights(Path run) {
    var end = new RunFiles(run.toString()).latest().state();
    return Objects.requireNonNull(end.getWeights());
  }

  private Driver start(Path run, String runner) throws IOException {
    return Driver.search(temporary, "cnas-nb201-cifar10.yaml", run, runner, TINY);
  }
}
