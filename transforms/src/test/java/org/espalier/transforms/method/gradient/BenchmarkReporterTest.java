package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.RoundSummary;
import org.espalier.transforms.benchmark.Nb201Table;
import org.espalier.transforms.benchmark.SyntheticNb201;
import org.espalier.transforms.method.gradient.LearningEvaluator.Trouble;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.CompletedRound;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.LastingColumns;
import org.espalier.transforms.round.Searches;
import org.espalier.transforms.tables.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the summary of a round records of a method that learns by gradients. */
class BenchmarkReporterTest {

  private static final double ANY = Double.POSITIVE_INFINITY;
  private static final AdamSettings ADAM = new AdamSettings(0.05, 0.5, 0.999, 0, 0);

  @TempDir private Path folder;

  private static List<RoundSummary> summaries(GradientMethod method, @Nullable String table) {
    var experiment =
        new Experiment(
            "test",
            7,
            "nb201",
            "cifar10",
            method,
            new LearningEvaluator(10, 20, 1, Trouble.NONE),
            new Budget(400, 40, ANY, 3),
            new Constraints(true, ANY, ANY),
            table);
    return Searches.run(experiment).rounds().stream().map(CompletedRound::summary).toList();
  }

  private static DrNas drNas() {
    return new DrNas(List.of(2, 2), List.of(1, 1), List.of(5, 3), 0, ADAM, "l2", 0, true);
  }

  private String table() throws Exception {
    return new SyntheticNb201().write(folder.resolve("table.csv")).toString();
  }

  @Test
  void weightsEntropyAndArchitectureAreThereEveryRound() {
    var rows = summaries(drNas(), null);
    assertThat(rows).hasSize(3);
    var space = SearchSpaces.named("nb201");
    for (var row : rows) {
      assertThat(row.getDecisionWeights()).hasSize(6);
      for (var edge : row.getDecisionWeights()) {
        assertThat(edge.getWeights().stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(1e-9));
        assertThat(edge.getEntropy()).isBetween(0.0, Math.log(5));
      }
      assertThat(row.getDecisionWeights().get(3).getSource()).isZero();
      assertThat(row.getDecisionWeights().get(3).getTarget()).isEqualTo(3);
      var derived = space.parse(row.getDerived()).getEncoding();
      assertThat(row.getSkipConnects())
          .isEqualTo((int) derived.stream().filter(operation -> operation == 1).count());
      assertThat(row.getDerivedReport()).isEmpty();
      assertThat(row.getDrawnReport()).isNull();
    }
    assertThat(rows.get(1).getDecisionWeights().get(0).getWeights())
        .filteredOn(w -> w > 0)
        .hasSize(3);
  }

  @Test
  void theConcentrationsOfADirichletDistributionAreRecorded() throws Exception {
    for (var row : summaries(drNas(), null)) {
      for (var edge : row.getDecisionWeights()) {
        assertThat(edge.getConcentrations()).hasSize(5);
        for (var operation = 0; operation < 5; operation++) {
          var there = edge.getWeights().get(operation) > 0;
          assertThat(edge.getConcentrations().get(operation) > 0).isEqualTo(there);
        }
        // Both grow with the same parameter.
        var strongest = edge.getConcentrations().stream().mapToDouble(c -> c).max().orElseThrow();
        var largest = edge.getWeights().stream().mapToDouble(w -> w).max().orElseThrow();
        assertThat(edge.getConcentrations().indexOf(strongest))
            .isEqualTo(edge.getWeights().indexOf(largest));
      }
    }
    assertThat(summaries(new Darts(4, false, true, ADAM), null))
        .flatMap(RoundSummary::getDecisionWeights)
        .allSatisfy(edge -> assertThat(edge.getConcentrations()).isEmpty());
  }

  @Test
  void aTableAddsWhatItReportsOfTheArchitectureAndOfAHundredDrawn() throws Exception {
    var table = Nb201Table.open(Path.of(table()));
    var rows = summaries(drNas(), table());
    for (var row : rows) {
      var derived = SearchSpaces.named("nb201").parse(row.getDerived());
      assertThat(row.getDerivedReport())
          .contains(table.report("cifar10", derived).toMetric())
          .hasSize(3);
      var drawn = row.getDrawnReport();
      assertThat(drawn.getCount()).isEqualTo(100);
      assertThat(drawn.getMean()).isBetween(drawn.getLowest(), drawn.getHighest());
      assertThat(drawn.getLowest()).isLessThan(drawn.getHighest());
    }
  }

  @Test
  void whatIsRecordedChangesNoTrialAndRepeatsItself() throws Exception {
    assertThat(timeless(summaries(drNas(), table())))
        .isEqualTo(timeless(summaries(drNas(), table())));
    var without = summaries(drNas(), null);
    var with = summaries(drNas(), table());
    for (var round = 0; round < with.size(); round++) {
      assertThat(with.get(round).getDecisionWeights())
          .isEqualTo(without.get(round).getDecisionWeights());
    }
  }

  private static List<RoundSummary> timeless(List<RoundSummary> rows) {
    return rows.stream().map(LastingColumns::of).toList();
  }

  @Test
  void aMethodWithoutADistributionDrawsNone() throws Exception {
    assertThat(summaries(new Darts(4, false, true, ADAM), table()))
        .allSatisfy(row -> assertThat(row.getDrawnReport()).isNull())
        .allSatisfy(row -> assertThat(row.getDerivedReport()).isNotEmpty());
  }

  @Test
  void theColumnsComeBackFromParquet() throws Exception {
    var rows = summaries(drNas(), table());
    var file = folder.resolve("rounds.parquet").toString();
    Table.of(RoundSummary.class).write(file, rows);
    assertThat(Table.of(RoundSummary.class).read(file)).isEqualTo(rows);
  }

  @Test
  void aTableThatIsNotThereIsNamedBeforeAnythingStarts() {
    assertThatThrownBy(() -> summaries(drNas(), folder.resolve("absent.csv").toString()))
        .hasMessageContaining("absent.csv");
  }
}
