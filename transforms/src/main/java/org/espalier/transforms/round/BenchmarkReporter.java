package org.espalier.transforms.round;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Metric;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.Spread;
import org.espalier.transforms.evaluate.Nb201Table;
import org.espalier.transforms.method.DerivedArchitecture;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of the architecture a method leans towards: its weights, and what a benchmark
 * reports of it. Nothing of this comes back into the search.
 *
 * @param dataSet data set of the search
 * @param table the benchmark, where one is given that knows the search space
 */
record BenchmarkReporter(String dataSet, Optional<Nb201Table> table) {

  /**
   * Opens the experiment's report table.
   *
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  static BenchmarkReporter of(Experiment experiment) {
    var table =
        experiment.space().equals("nb201")
            ? Optional.ofNullable(experiment.reportTable()).map(Path::of).map(Nb201Table::open)
            : Optional.<Nb201Table>empty();
    return new BenchmarkReporter(experiment.dataSet(), table);
  }

  /** The row with its columns about the leaning. */
  RoundSummary add(RoundSummary summary, DerivedArchitecture derived) {
    return RoundSummary.newBuilder(summary)
        .setEdges(derived.edges())
        .setDerived(derived.derived().getText())
        .setSkipConnects(derived.skipConnects())
        .setDerivedReport(table.map(of -> report(of, derived.derived())).orElse(List.of()))
        .setDrawnReport(table.map(of -> drawn(of, derived.drawn())).orElse(null))
        .build();
  }

  private static List<Metric> report(Nb201Table table, Genotype genotype) {
    return table.dataSets().stream().map(of -> table.report(of, genotype).toMetric()).toList();
  }

  private @Nullable Spread drawn(Nb201Table table, List<Genotype> genotypes) {
    if (genotypes.isEmpty() || !table.dataSets().contains(dataSet)) {
      return null;
    }
    var accuracies =
        genotypes.stream()
            .mapToDouble(genotype -> table.report(dataSet, genotype).accuracy())
            .summaryStatistics();
    return Spread.newBuilder()
        .setCount((int) accuracies.getCount())
        .setLowest(accuracies.getMin())
        .setMean(accuracies.getAverage())
        .setHighest(accuracies.getMax())
        .build();
  }
}
