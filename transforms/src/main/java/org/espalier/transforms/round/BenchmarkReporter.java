package org.espalier.transforms.round;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.Spread;
import org.espalier.transforms.benchmark.Benchmark;
import org.espalier.transforms.benchmark.Benchmarks;
import org.espalier.transforms.method.DerivedArchitecture;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of the architecture that a method derives: its weights, and what a benchmark
 * reports of it. Nothing of this comes back into the search.
 *
 * @param dataSet data set of the search
 * @param benchmark the benchmark, where one is given that knows the search space
 */
record BenchmarkReporter(String dataSet, Optional<Benchmark> benchmark) {

  /**
   * Opens the experiment's report table, where it has one.
   *
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  static BenchmarkReporter of(Experiment experiment) {
    var table = Optional.ofNullable(experiment.reportTable()).map(Path::of);
    return new BenchmarkReporter(
        experiment.dataSet(), table.map(file -> Benchmarks.open(file, experiment.space())));
  }

  /** The row with its columns about the derived architecture. */
  RoundSummary add(RoundSummary summary, DerivedArchitecture derived) {
    return RoundSummary.newBuilder(summary)
        .setDecisionWeights(derived.decisionWeights())
        .setDerived(derived.derived().getText())
        .setSkipConnects(derived.skipConnects())
        .setDerivedReport(benchmark.map(of -> of.reports(derived.derived())).orElse(List.of()))
        .setDrawnReport(benchmark.map(of -> drawn(of, derived.drawn())).orElse(null))
        .build();
  }

  private @Nullable Spread drawn(Benchmark benchmark, List<Genotype> genotypes) {
    if (genotypes.isEmpty() || !benchmark.dataSets().contains(dataSet)) {
      return null;
    }
    var accuracies =
        genotypes.stream()
            .mapToDouble(genotype -> benchmark.report(dataSet, genotype).accuracy())
            .summaryStatistics();
    return Spread.newBuilder()
        .setCount((int) accuracies.getCount())
        .setLowest(accuracies.getMin())
        .setMean(accuracies.getAverage())
        .setHighest(accuracies.getMax())
        .build();
  }
}
