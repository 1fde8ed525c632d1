package org.espalier.transforms.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.models.space.Nb201Space;
import org.espalier.schemas.Genotype;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Nb201TableTest {

  private static final double EXACT = 1e-12;

  @TempDir Path folder;

  private final SyntheticNb201 synthetic = new SyntheticNb201();
  private final List<Genotype> all = new Nb201Space().all().toList();
  private Path csv = Path.of("");

  @BeforeEach
  void writeTheTable() throws IOException {
    csv = synthetic.write(folder.resolve("nb201.csv"));
  }

  @Test
  void everyArchitectureHasItsOwnNumbersAsFractions() {
    var table = open();
    for (int index = 0; index < all.size(); index++) {
      var genotype = all.get(index);
      double search = SyntheticNb201.search(index) / 100;
      double report = SyntheticNb201.report(index) / 100;
      assertThat(table.search("cifar10", genotype).accuracy()).isEqualTo(search, within(1e-6));
      assertThat(table.search("imagenet16", genotype).accuracy())
          .isEqualTo(search / 4, within(1e-6));
      assertThat(table.report("cifar100", genotype).accuracy()).isEqualTo(report / 2, within(1e-6));
      assertThat(table.rank("cifar10", genotype)).isEqualTo(index / 2 * 2 + 1);
    }
  }

  @Test
  void simulatedSecondsFollowTheBenchmarksConvention() {
    var table = open();
    var genotype = all.get(200);
    double twelve = 0.06 * 1_200.5;
    assertThat(table.seconds("cifar10", genotype))
        .isEqualTo(twelve / 2 + 1.0 + 0.0104 * twelve, within(EXACT));
    assertThat(table.seconds("cifar100", genotype)).isEqualTo(twelve + 0.5, within(EXACT));
    assertThat(table.seconds("imagenet16", genotype))
        .isEqualTo(0.06 * 9_200.25 + 0.5, within(EXACT));
  }

  @Test
  void theBestMeanAndMedianAreThoseOfAllArchitectures() {
    var table = open();
    assertThat(table.bestSearch("cifar10").accuracy()).isEqualTo(0.8812);
    assertThat(table.bestReport("cifar10").accuracy()).isEqualTo(0.99);
    assertThat(table.medianReport("cifar10").accuracy()).isEqualTo(0.99 - 0.3906, within(EXACT));
    assertThat(table.meanReport("cifar10").accuracy()).isEqualTo(0.5994, within(1e-4));
    assertThat(table.dataSets()).containsExactly("cifar10", "cifar100", "imagenet16");
  }

  @Test
  void metricsSayDataSetSplitAndEpochs() {
    var search = open().search("cifar100", all.get(7)).toMetric();
    var report = open().report("cifar100", all.get(7)).toMetric();
    assertThat(search.getName() + search.getDataSet() + search.getSplit() + search.getEpochs())
        .isEqualTo("accuracycifar100val12");
    assertThat(report.getName() + report.getDataSet() + report.getSplit() + report.getEpochs())
        .isEqualTo("accuracycifar100test200");
  }

  @Test
  void aCompressedFileGivesTheSameTable() throws IOException {
    var gz = Files.write(folder.resolve("nb201.csv.gz"), synthetic.compressed());
    var compressed = Nb201Table.open(gz, cache());
    var table = open();
    for (var genotype : all.subList(1_000, 1_500)) {
      assertThat(compressed.search("cifar10", genotype))
          .isEqualTo(table.search("cifar10", genotype));
    }
    assertThat(files(cacheFolder())).as("converted apart").hasSize(2);
  }

  @Test
  void aConvertedTableIsUsedAgainAndIsTheSame() throws IOException {
    var first = open();
    var converted = files(cacheFolder()).get(0);
    var written = Files.getLastModifiedTime(converted);
    var second = open();
    assertThat(Files.getLastModifiedTime(converted)).isEqualTo(written);
    assertThat(files(cacheFolder())).containsExactly(converted);
    for (var genotype : all) {
      assertThat(second.seconds("cifar10", genotype)).isEqualTo(first.seconds("cifar10", genotype));
      assertThat(second.report("cifar10", genotype)).isEqualTo(first.report("cifar10", genotype));
    }
  }

  @Test
  void aDamagedConvertedTableIsConvertedAgain() throws IOException {
    open();
    var converted = files(cacheFolder()).get(0);
    var whole = Files.readAllBytes(converted);
    var damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    for (var bytes : List.of(new byte[0], Arrays.copyOf(whole, 5_000), damaged)) {
      Files.write(converted, bytes);
      assertThat(open().bestSearch("cifar10").accuracy()).isEqualTo(0.8812);
      assertThat(Files.readAllBytes(converted)).isEqualTo(whole);
    }
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoObstacle() throws IOException {
    var file = Files.writeString(folder.resolve("not-a-folder"), "");
    var table = Nb201Table.open(csv, new Nb201Cache(file.resolve("cache")));
    assertThat(table.bestSearch("cifar10").accuracy()).isEqualTo(0.8812);
  }

  @Test
  void questionsThatTheTableCannotAnswerAreRefused() {
    var table = open();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.search("mnist", all.get(0)))
        .withMessageContaining("'mnist'")
        .withMessageContaining("imagenet16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.report("cifar10", new Genotype("darts", "", List.of(0))))
        .withMessageContaining("darts");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> table.rank("cifar10", new Genotype("nb201", "", List.of(0, 0, 0, 0, 0, 5))));
  }

  private Nb201Table open() {
    return Nb201Table.open(csv, cache());
  }

  private Nb201Cache cache() {
    return new Nb201Cache(cacheFolder());
  }

  private Path cacheFolder() {
    return folder.resolve("cache");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
