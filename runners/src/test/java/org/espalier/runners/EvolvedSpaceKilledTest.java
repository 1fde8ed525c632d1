package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.transforms.method.StateReferences;
import org.espalier.transforms.storage.RunFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evolution of a space, killed in a round. Minutes: each process loads 21 blocks twice. */
@Tag("soak")
final class EvolvedSpaceKilledTest {

  private static final int GENERATIONS = 6;

  private static final List<String> TINY =
      List.of(
          "data.dataset=generated",
          "method.generations=" + GENERATIONS,
          "method.cells=2",
          "method.population=5",
          "method.tournament=2",
          "method.warmUpSteps=1",
          "method.alphaInterval=2",
          "evaluator.network.width=0.1",
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
  void killedInTwoRoundsItEndsAsTheUndisturbedOneWithTheSameWeights() throws Exception {
    var undisturbed = temporary.resolve("undisturbed");
    start(undisturbed, "flink").complete();
    var killed = temporary.resolve("killed");
    for (var round : List.of(2, 5)) {
      var driver = start(killed, "direct");
      while (!Files.exists(killed.resolve("state/%05d.avro".formatted(round)))
          || !isTraining(killed)) {
        assertThat(driver.process().isAlive()).as(driver.said()).isTrue();
        Thread.sleep(1);
      }
      driver.kill();
    }
    assertThat(killed.resolve("best.json")).doesNotExist();
    start(killed, "direct").complete();
    assertThat(StoredTrials.lasting(killed))
        .isNotEmpty()
        .isEqualTo(StoredTrials.lasting(undisturbed));
    assertThat(StoredTrials.rounds(killed)).isEqualTo(StoredTrials.rounds(undisturbed));
    assertThat(stored(killed)).isNotEmpty().isEqualTo(stored(undisturbed));
    assertThat(stored(killed)).containsAll(referred(killed));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  /** Whether a replica of the running round has begun. */
  private static boolean isTraining(Path run) throws IOException {
    var pending = run.resolve("pending");
    if (!Files.exists(pending)) {
      return false;
    }
    try (var files = Files.list(pending)) {
      return files.anyMatch(file -> file.toString().endsWith(".steps"));
    }
  }

  private static Set<String> referred(Path run) {
    return StateReferences.tensors(new RunFiles(run.toString()).latest().state());
  }

  private static Set<String> stored(Path run) throws IOException {
    try (var files = Files.list(run.resolve("weights"))) {
      return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
    }
  }

  private Driver start(Path run, String runner) throws IOException {
    return Driver.search(temporary, "autospace-cifar10.yaml", run, runner, TINY);
  }
}
