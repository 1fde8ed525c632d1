package org.espalier.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.files.ConflictException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may resume a run, and what its manifest gives back. */
class RunDirectoryTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temporary;
  private RunDirectory directory = RunDirectory.at("unset");

  @BeforeEach
  void open() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    directory = RunDirectory.at(temporary + "/run/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024", "007", "1e3", "true"})
  void whatIsWrittenComesBackWithItsTypes(String name) throws IOException {
    var table = Files.createDirectories(temporary.resolve("data #1")).resolve(name);
    Files.writeString(table, "rows");
    var config = config("name=" + name, "evaluator.table=" + table, "budget.simulatedSeconds=1e5");
    var manifest = RunManifest.of(config, 1);
    begin(manifest);
    assertThat(directory.manifest()).contains(manifest);
    assertThat(directory.config()).isEqualTo(config);
    assertThat(manifest.inputs()).containsOnlyKeys("evaluator.table");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method.candidatesPerRound=9        | method.candidatesPerRound: was 8, is 9",
        "seed=1                             | seed: was 0, is 1",
        "name=other                         | name: was \"random-nb201-table\", is \"other\"",
        "constraints.maxMadds=7             | constraints.maxMadds: was \"unlimited\", is 7.0",
        "report.table=r.csv                 | report.table: was absent, is",
        "budget.evaluations=99              | budget.evaluations: was 100, is 99",
        "budget.simulatedSeconds=99999      | budget.simulatedSeconds: was 100000.0, is 99999.0"
      })
  void whatDiffersIsListed(String setting, String difference) {
    begin(RunManifest.of(config("budget.evaluations=100", "budget.simulatedSeconds=1e5"), 1));
    var settings =
        new ArrayList<>(List.of("budget.evaluations=100", "budget.simulatedSeconds=100000"));
    var same = RunManifest.of(config(settings.toArray(String[]::new)), 2);
    assertThatCode(() -> directory.take(same)).doesNotThrowAnyException();
    settings.add(setting);
    var other = RunManifest.of(config(settings.toArray(String[]::new)), 2);
    assertThatThrownBy(() -> directory.take(other))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(difference)
        .hasMessageContaining("--run-dir");
  }

  @Test
  void inputsAreKnownByContentNotByPath() throws IOException {
    var first = Files.writeString(temporary.resolve("a.csv"), "rows");
    var second = Files.writeString(temporary.resolve("b.csv"), "rows");
    var other = Files.writeString(temporary.resolve("c.csv"), "other rows");
    begin(RunManifest.of(config("evaluator.table=" + first), 1));
    var moved = RunManifest.of(config("evaluator.table=" + second), 2);
    directory.take(moved);
    directory.goOn(moved);
    assertThat(directory.started().inputs().values())
        .extracting(RunInput::path)
        .containsExactly(second.toString());
    assertThatThrownBy(() -> directory.take(RunManifest.of(config("evaluator.table=" + other), 2)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("content of evaluator.table")
        .hasMessageContaining("c.csv");
  }

  @Test
  void twoInputsWithOneNameDoNotStandForEachOther() throws IOException {
    var search = write("search/t.csv", "rows");
    var report = write("report/t.csv", "other rows");
    begin(RunManifest.of(config("evaluator.table=" + search, "report.table=" + report), 1));
    var swapped = config("evaluator.table=" + report, "report.table=" + search);
    assertThatThrownBy(() -> directory.take(RunManifest.of(swapped, 2)))
        .hasMessageContaining("content of evaluator.table")
        .hasMessageContaining("content of report.table");
  }

  @Test
  void aRelativeInputIsFoundFromAnyFolder() {
    var table = "src/test/java/org/espalier/pipelines/RunDirectoryTest.java";
    begin(RunManifest.of(config("evaluator.table=" + table), 1));
    assertThat(directory.config().reportTable()).contains(Path.of(table).toAbsolutePath() + "");
    assertThat(directory.started().config().path("evaluator").path("table").asText())
        .isEqualTo(table);
  }

  @Test
  void aGrownBudgetIsGrantedAndKeptWithTheRoundItBeganIn() {
    begin(RunManifest.of(config("budget.evaluations=10"), 1));
    directory.folder().begin(state(null));
    var larger = RunManifest.of(config("budget.evaluations=20"), 2);
    directory.take(larger);
    directory.goOn(larger);
    directory.goOn(larger);
    assertThat(directory.started().budgets())
        .extracting(RunManifest.Granted::evaluations)
        .containsExactly(10L, 20L);
    var smaller = RunManifest.of(config("budget.evaluations=10"), 3);
    assertThatThrownBy(() -> directory.take(smaller))
        .hasMessageContaining("budget.evaluations: was 20, is 10; a budget may grow only");
  }

  @Test
  void statesWithoutAManifestAreNobodysRun() throws IOException {
    begin(RunManifest.of(config(), 1));
    Files.delete(temporary.resolve("run/run.json"));
    assertThatThrownBy(() -> directory.take(RunManifest.of(config(), 1)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("no run.json");
    assertThatThrownBy(directory::config).hasMessageContaining("run.json");
    assertThat(temporary.resolve("run/run.json")).doesNotExist();
  }

  @Test
  void aNewerVersionsDirectoryIsRefusedWithWhatToInstall() throws IOException {
    begin(RunManifest.of(config(), 1));
    edit(json -> json.put("format", 3).put("version", "9.1.0"));
    var now = RunManifest.of(config(), 1);
    for (Runnable use : List.<Runnable>of(directory::config, () -> directory.take(now))) {
      assertThatThrownBy(use::run)
          .isInstanceOf(ConflictException.class)
          .hasMessageContaining("9.1.0")
          .hasMessageContaining("install");
    }
  }

  @Test
  void anOlderVersionsDirectoryIsReadButNotGoneOnWith() throws IOException {
    begin(RunManifest.of(config(), 1));
    edit(
        json -> {
          json.removeAll();
          json.put("run", "2024").put("version", "0.1.0").put("commit", "c").put("started_at", 1);
          json.putObject("libraries");
          OLD.lines().forEach(line -> put(json.withObject("/config"), line));
        });
    var config = directory.config();
    assertThat(config.name()).isEqualTo("2024");
    assertThat(config).isEqualTo(config("name=2024", "budget.evaluations=5"));
    assertThatThrownBy(() -> directory.take(RunManifest.of(config, 1)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("0.1.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "{\"format\": 2}", "{\"format\": 2, \"seed\": {}}"})
  void aDamagedManifestIsNamed(String text) throws IOException {
    begin(RunManifest.of(config(), 1));
    Files.writeString(temporary.resolve("run/run.json"), text);
    assertThatThrownBy(directory::config)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run.json")
        .hasMessageContaining("not a run manifest");
  }

  @Test
  void aDirectoryOfAnyNameIsLiteralOrRefused() {
    for (var name : List.of("a b", "a#b", "ä", "-x", "@x", "a'b", "a%20b", "$x", "~")) {
      var run = RunDirectory.at(temporary + "/" + name);
      run.take(RunManifest.of(config(), 1));
      assertThat(temporary.resolve(name).resolve("run.json")).exists();
    }
    assertThat(RunDirectory.at("file://" + temporary + "/u").folder().root())
        .isEqualTo(temporary + "/u");
    for (var name : List.of("", " ", "a\nb", "a\u0000b")) {
      assertThatThrownBy(() -> RunDirectory.at(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("run directory");
    }
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static final String OLD =
      """
      budget.evaluations=5
      budget.failedTrials=0
      budget.rounds=10000
      budget.simulatedSeconds=12000
      constraints.deduplicate=false
      constraints.maxMadds=unlimited
      constraints.maxParameters=unlimited
      data.dataset=cifar10
      evaluator.name=table
      evaluator.table=nb201.csv.gz
      method.candidatesPerRound=8
      method.name=random
      name=2024
      seed=0
      space=nb201
      """;

  private static void put(ObjectNode flat, String line) {
    flat.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
  }

  /** Takes the directory as a search does, up to the state before its first round. */
  private void begin(RunManifest manifest) {
    directory.take(manifest);
    directory.folder().begin(state(null));
  }

  private static SearchState state(@org.jspecify.annotations.Nullable String finished) {
    return SearchState.newBuilder()
        .setRun("r")
        .setMethod("random")
        .setSpace("nb201")
        .setSeed(0)
        .setFinished(finished)
        .build();
  }

  private void edit(java.util.function.Consumer<ObjectNode> change) throws IOException {
    var file = temporary.resolve("run/run.json");
    var json = (ObjectNode) JSON.readTree(file.toFile());
    change.accept(json);
    JSON.writeValue(file.toFile(), json);
  }

  private Path write(String name, String text) throws IOException {
    var file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static SearchConfig config(String... settings) {
    return ConfigFile.read(Path.of("../configs/random-nb201-table.yaml"), List.of(settings))
        .search();
  }
}
