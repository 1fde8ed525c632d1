package org.espalier.transforms.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.models.space.Nb201Space;
import org.espalier.schemas.Genotype;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published figures, from the real table; skipped without it. */
class Nb201RealTableTest {

  private static final double HALF_A_DIGIT = 5e-7;

  @TempDir Path folder;

  private final Nb201Space space = new Nb201Space();
  private final List<Genotype> all = space.all().toList();
  private final Path csv =
      Path.of(System.getProperty("espalier.data", "absent"), "nb201", "nb201.csv.gz");

  @BeforeEach
  void needsTheTable() {
    assumeTrue(Files.isRegularFile(csv), "needs NAS-Bench-201's table in " + csv);
  }

  @ParameterizedTest
  @CsvSource({
    "cifar10, 0.943733, 0.9437, 2",
    "cifar100, 0.735133, 0.7228, 1",
    "imagenet16, 0.473111, 0.4648, 1"
  })
  void theOptimaAreThePublishedOnes(String dataSet, double best, double bySearch, int count) {
    var table = open();
    assertThat(table.bestReport(dataSet).accuracy()).isEqualTo(best, within(HALF_A_DIGIT));
    assertThat(all.stream().filter(each -> table.rank(dataSet, each) == 1)).hasSize(count);
    var chosen =
        all.stream()
            .max(Comparator.comparingDouble(each -> table.search(dataSet, each).accuracy()))
            .orElseThrow();
    assertThat(table.search(dataSet, chosen)).isEqualTo(table.bestSearch(dataSet));
    assertThat(table.report(dataSet, chosen).accuracy()).isEqualTo(bySearch, within(5e-5));
  }

  @Test
  void aRowOfTheFileIsFoundUnderItsArchitecture() {
    var genotype =
        space.parse(
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|"
                + "+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|");
    var table = open();
    assertThat(table.search("cifar10", genotype).accuracy()).isEqualTo(0.82834, within(1e-9));
    assertThat(table.report("cifar10", genotype).accuracy()).isEqualTo(0.9366, within(1e-9));
    assertThat(table.report("imagenet16", genotype).accuracy()).isEqualTo(0.440333, within(1e-9));
    double twelve = 0.06 * 4_339.283;
    assertThat(table.seconds("cifar10", genotype))
        .isEqualTo(twelve / 2 + 1 + 0.0104 * twelve, within(1e-9));
    assertThat(table.seconds("imagenet16", genotype))
        .isEqualTo(0.06 * 13_165.384 + 0.5, within(1e-9));
  }

  @Test
  void theMedianOnCifar10IsThePublishedOne() {
    assertThat(open().medianReport("cifar10").accuracy()).isEqualTo(0.9075, within(5e-4));
  }

  /** Isomorphic cells were trained apart, with other initial weights: alike, not equal. */
  @Test
  void isomorphicCellsScoreAlike() {
    var table = open();
    var classes = all.stream().collect(Collectors.groupingBy(space::canonical)).values();
    assertThat(classes).hasSize(6_466);
    double within =
        classes.stream()
            .filter(alike -> alike.size() > 1)
            .mapToDouble(alike -> spread(table, alike))
            .average()
            .orElseThrow();
    assertThat(within).isLessThan(0.01);
    assertThat(spread(table, all)).isGreaterThan(0.8);
  }

  private Nb201Table open() {
    return Nb201Table.open(csv, new Nb201Cache(folder));
  }

  private static double spread(Nb201Table table, List<Genotype> genotypes) {
    var report =
        genotypes.stream()
            .mapToDouble(each -> table.report("cifar10", each).accuracy())
            .summaryStatistics();
    return report.getMax() - report.getMin();
  }
}
