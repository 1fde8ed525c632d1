package org.espalier.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.space.SearchSpaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations as typed JSON and back. */
class EffectiveConfigTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CONFIGS = Path.of("../configs");

  @Test
  void everyConfigurationComesBackFromItsJson() throws IOException {
    try (var files = Files.list(CONFIGS)) {
      var configs = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(configs).isNotEmpty();
      for (var file : configs) {
        var read = ConfigFile.read(file, List.of());
        if (file.getFileName().toString().startsWith("retrain-")) {
          var recipe = read.retrain();
          assertThat(json(recipe).retrain()).as(file.toString()).isEqualTo(recipe);
        } else {
          var config = read.search();
          assertThat(json(config).search()).as(file.toString()).isEqualTo(config);
        }
      }
    }
  }

  @Test
  void textStaysTextWhateverItLooksLike() throws IOException {
    for (var name : List.of("2024", "007", "1e3", "true")) {
      var config = random("name=" + name, "evaluator.table=/data #1/" + name);
      var json = EffectiveConfig.of(config).json();
      assertThat(json.path("name").isTextual()).isTrue();
      assertThat(json.path("evaluator").path("table").asText()).isEqualTo("/data #1/" + name);
      assertThat(again(config)).isEqualTo(config);
    }
  }

  @Test
  void architecturesThatAMethodStartsFromAreWrittenOut(@TempDir Path folder) throws IOException {
    var text = SearchSpaces.named("nb201").random(new SplittableRandom(1)).getText();
    var file = Files.writeString(folder.resolve("start.txt"), text);
    var config =
        ConfigFile.read(
                CONFIGS.resolve("dsm-nas-nb201-table.yaml"),
                List.of("method.start=['" + file + "']"))
            .search();
    assertThat(EffectiveConfig.of(config).json().at("/method/start/0").asText()).isEqualTo(text);
    assertThat(again(config)).isEqualTo(config);
  }

  @Test
  void numbersAreNumbersAndALimitIsAWord() {
    var json = EffectiveConfig.of(random("budget.evaluations=1e5", "seed=7")).json();
    assertThat(json.path("seed").longValue()).isEqualTo(7);
    assertThat(json.path("budget").path("evaluations").isIntegralNumber()).isTrue();
    assertThat(json.path("constraints").path("maxMadds").asText()).isEqualTo("unlimited");
    assertThat(json.path("constraints").path("deduplicate").isBoolean()).isTrue();
  }

  @Test
  void theSettingsThatNameFilesAreKnownByTheirKeys() {
    assertThat(EffectiveConfig.of(random("evaluator.table=t.csv")).inputs())
        .containsOnly(java.util.Map.entry("evaluator.table", "t.csv"));
    var images =
        ConfigFile.read(CONFIGS.resolve("quickstart.yaml"), List.of("report.table=r.csv")).search();
    assertThat(EffectiveConfig.of(images).inputs())
        .containsOnlyKeys("evaluator.images.source", "report.table")
        .containsEntry("report.table", "r.csv");
  }

  @Test
  void settingsLieFlatUnderTheirDottedKeys() {
    var json = EffectiveConfig.of(random("seed=7")).json();
    var flat = EffectiveConfig.flat(json);
    assertThat(flat).containsKeys("method.name", "budget.rounds", "data.dataset");
    assertThat(flat).containsEntry("seed", json.path("seed"));
  }

  private static SearchConfig random(String... settings) {
    return ConfigFile.read(CONFIGS.resolve("random-nb201-table.yaml"), List.of(settings)).search();
  }

  private static SearchConfig again(SearchConfig config) throws IOException {
    return json(config).search();
  }

  private static ConfigFile json(Record config) throws IOException {
    var text = JSON.writeValueAsString(EffectiveConfig.of(config).json());
    return ConfigFile.of("run.json", (ObjectNode) JSON.readTree(text));
  }
}
