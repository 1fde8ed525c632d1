package org.espalier.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.espalier.transforms.evaluate.TableEvaluator;
import org.espalier.transforms.method.RegularizedEvolution;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

  private static final String GOOD =
      """
      name: test
      seed: 3
      space: nb201
      data:
        dataset: cifar10
      method:
        name: regularized-evolution
        population: 10
        sample: 3
        candidatesPerRound: 1
      evaluator:
        name: table
        table: nb201.csv.gz
      budget:
        rounds: 1000
        evaluations: 200
        simulatedSeconds: 12000
        failedTrials: 0
      constraints:
        deduplicate: false
        maxParameters: unlimited
        maxMadds: unlimited
      """;

  @Test
  void aReportTableOfAnotherSpaceIsRefused() {
    var config = ConfigFile.parse("file.yaml", GOOD, List.of("report.table=t.csv", "space=darts"));
    assertThatThrownBy(config::search)
        .hasMessageContaining("report.table must be absent in space 'darts'");
  }

  @Test
  void everyKeyBecomesAComponent() {
    var config = read(GOOD).search();
    assertThat(config.seed()).isEqualTo(3);
    assertThat(config.data().dataset()).isEqualTo("cifar10");
    assertThat(config.method()).isEqualTo(new RegularizedEvolution(10, 3, 1));
    assertThat(config.evaluator()).isEqualTo(new TableEvaluator("nb201.csv.gz"));
    assertThat(config.budget()).isEqualTo(new Budget(1000, 200, 12000, 0));
    assertThat(config.constraints())
        .isEqualTo(new Constraints(false, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
    assertThat(config.reportTable()).get().asString().endsWith("nb201.csv.gz");
  }

  @Test
  void overridesWinAndMayAddKeys() {
    var file =
        ConfigFile.parse(
            "file.yaml", GOOD, List.of("method.population=16", "report.table=other.csv", "seed=9"));
    assertThat(file.search().method()).isEqualTo(new RegularizedEvolution(16, 3, 1));
    assertThat(file.search().seed()).isEqualTo(9);
    assertThat(file.search().report()).contains(new SearchConfig.Report("other.csv"));
  }

  @Test
  void allProblemsAreReportedAtOnceWithTheNearestName() {
    var bad =
        GOOD.replace("population: 10", "popluation: 10")
            .replace("rounds: 1000", "rounds: many")
            .replace("  failedTrials: 0\n", "");
    assertThatThrownBy(() -> read(bad).search())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file.yaml has 4 problems")
        .hasMessageContaining("method.popluation: unknown key, did you mean 'population'?")
        .hasMessageContaining("method.population: missing")
        .hasMessageContaining("budget.rounds: must be an integer")
        .hasMessageContaining("was \"many\"")
        .hasMessageContaining("budget.failedTrials: missing");
  }

  @Test
  void valuesOutOfRangeAreNamedWithTheirRange() {
    var bad =
        GOOD.replace("sample: 3", "sample: 30").replace("dataset: cifar10", "dataset: cifar11");
    assertThatThrownBy(() -> read(bad).search())
        .hasMessageContaining("method: sample must be in [1, population], was 30")
        .hasMessageContaining("cifar11")
        .hasMessageContaining("cifar10");
  }

  @Test
  void anUnknownMethodOrSpaceIsAnsweredWithThoseThereAre() {
    assertThatThrownBy(
            () -> read(GOOD.replace("regularized-evolution", "regularised-evolution")).search())
        .hasMessageContaining("method.name: must be one of")
        .hasMessageContaining("did you mean 'regularized-evolution'?");
    assertThatThrownBy(() -> read(GOOD.replace("space: nb201", "space: nb202")).search())
        .hasMessageContaining("nb202")
        .hasMessageContaining("nb201");
  }

  @Test
  void aProblemIsSaidWithItsLineOrTheOptionThatSetIt() {
    var bad = GOOD.replace("rounds: 1000", "rounds: many");
    assertThatThrownBy(() -> ConfigFile.parse("file.yaml", bad, List.of("seed=x")).search())
        .hasMessageContaining("budget.rounds: must be an integer")
        .hasMessageContaining("was \"many\" (line 15)")
        .hasMessageContaining("was \"x\" (--set seed)");
  }

  @Test
  void aFileThatIsMissingOrNoYamlIsNamed() {
    assertThatThrownBy(() -> ConfigFile.read(Path.of("no-such.yaml"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such.yaml");
    assertThatThrownBy(() -> read("name: [")).hasMessageContaining("file.yaml is not YAML");
    assertThatThrownBy(() -> ConfigFile.parse("f", GOOD, List.of("oops")))
        .hasMessageContaining("--set takes key=value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024", "007", "1e3", "true", "0x10", "1_000", "yes"})
  void aNameMayLookLikeSomethingElse(String name) {
    for (var written : List.of(name, '"' + name + '"')) {
      assertThat(read(GOOD.replace("name: test", "name: " + written)).search().name())
          .isEqualTo(name);
      assertThat(ConfigFile.parse("f", GOOD, List.of("name=" + written)).search().name())
          .isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a #1/b.csv", "a: b.csv", "{a}.csv", "[a].csv", "'tis.csv", "*a", "&a", "%"})
  void aPathGivenAsAnOptionIsTakenAsItStands(String path) {
    var config = ConfigFile.parse("f", GOOD, List.of("evaluator.table=" + path)).search();
    assertThat(config.evaluator()).isEqualTo(new TableEvaluator(path));
  }

  @ParameterizedTest
  @CsvSource({"100000,100000", "1e5,100000", "100_000,100000", "1.0e5,100000", "+7,7"})
  void anIntegerIsKnownByItsValue(String written, long value) {
    var config = ConfigFile.parse("f", GOOD, List.of("budget.evaluations=" + written)).search();
    assertThat(config.budget().evaluations()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "-1e400",
        ".inf",
        ".nan",
        "Infinity",
        "1e-400",
        "010",
        "\"7\"",
        "1e99999"
      })
  void aNumberThatIsNoneOrOutOfRangeIsRefused(String written) {
    assertThatThrownBy(
            () -> ConfigFile.parse("f", GOOD, List.of("constraints.maxMadds=" + written)).search())
        .hasMessageContaining("constraints.maxMadds: must be a finite number or unlimited");
    assertThatThrownBy(() -> ConfigFile.parse("f", GOOD, List.of("seed=" + written)).search())
        .hasMessageContaining("seed: must be an integer");
  }

  @Test
  void onlyALimitCanBeUnlimited() {
    var reinforce =
        GOOD.replaceAll(
            "(?s)method:.*evaluator:",
            "method:\n  name: reinforce\n  learningRate: 1\n"
                + "  baseline: 0.9\n  candidatesPerRound: 1\nevaluator:");
    assertThat(read(reinforce).search().constraints().maxMadds()).isInfinite();
    for (var key : List.of("method.learningRate", "seed", "budget.rounds")) {
      assertThatThrownBy(
              () -> ConfigFile.parse("f", reinforce, List.of(key + "=unlimited")).search())
          .hasMessageContaining(key + ": must be")
          .hasMessageContaining("\"unlimited\"");
    }
  }

  @Test
  void aNameThatMeansNothingIsRefused() {
    for (var name : List.of("\"null\"", "Null", "''", "a/b", "..", "a b", "x".repeat(101))) {
      assertThatThrownBy(() -> read(GOOD.replace("name: test", "name: " + name)).search())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("name");
    }
  }

  private static ConfigFile read(String text) {
    return ConfigFile.parse("file.yaml", text, List.of());
  }
}
