package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.storage.RunFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest configurations do all that a search with real training does. */
final class TinySearchTest {

  @TempDir private Path temporary;

  @Test
  void theTinySearchTrainsSharedWeightsAndScoresByThem() throws Exception {
    var found = search("tiny", 0);
    var trials = trials("tiny-0");
    assertThat(trials)
        .filteredOn(trial -> trial.getTask() == Task.TRAIN)
        .singleElement()
        .extracting(Trial::getSteps)
        .isEqualTo(300);
    assertThat(trials).filteredOn(trial -> trial.getTask() == Task.SCORE).hasSize(8);
    var space = SearchSpaces.named("nb201");
    assertThat(space.parse(found.path("genotype").asText()).getEncoding()).hasSize(6);
    var shorter = search("tiny", 1, "--set", "evaluator.training.pretraining.steps=10");
    assertThat(shorter.path("genotype")).isNotEqualTo(found.path("genotype"));
    whatItHasFoundIsEvaluatedWithItsWeights(temporary.resolve("tiny-0"));
  }

  private void whatItHasFoundIsEvaluatedWithItsWeights(Path run) throws Exception {
    var images = JpegFolder.write(temporary.resolve("images"), 10, 2);
    var line = List.of("evaluate", run.toString(), "--images", images.toString(), "--json");
    var evaluated =
        new ObjectMapper().readTree(new CommandLineRun().ok(line.toArray(String[]::new)));
    assertThat(evaluated.path("images").asInt()).isEqualTo(20);
    assertThat(evaluated.path("loss").asDouble()).isPositive();
  }

  @Test
  void theTinyGradientSearchLearnsAnArchitectureWhileItTrains() throws Exception {
    var found = search("tiny-gradient", 0);
    var trials = trials("tiny-gradient-0");
    assertThat(trials)
        .filteredOn(trial -> trial.getTask() == Task.TRAIN)
        .hasSize(2)
        .allMatch(trial -> trial.getSteps() == 96 && !trial.getTensors().isEmpty());
    assertThat(trials).filteredOn(trial -> trial.getTask() == Task.SCORE).hasSize(1);
    assertThat(found.path("genotype").asText()).doesNotContain("none");
  }

  private JsonNode search(String config, long seed, String... more) throws Exception {
    var line =
        new ArrayList<>(
            List.of(
                "search",
                Path.of("..", "configs", config + ".yaml").toString(),
                "--set",
                "seed=" + seed,
                "--run-dir",
                temporary.resolve(config + '-' + seed).toString(),
                "--runner",
                "DIRECT",
                "--json"));
    line.addAll(List.of(more));
    var printed = new CommandLineRun().ok(line.toArray(String[]::new));
    return new ObjectMapper().readTree(printed);
  }

  private List<Trial> trials(String run) {
    return new RunFiles(temporary.resolve(run).toString()).readTrials();
  }
}
