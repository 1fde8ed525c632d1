package org.espalier.transforms.benchmark;

import java.util.List;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Metric;

/**
 * Recorded results of training every architecture of a search space. Immutable and safe for use by
 * several threads.
 *
 * <p>What a search may look at and what is reported of its end are different types: {@link
 * SearchMetric} and {@link ReportMetric}. Queries throw {@link IllegalArgumentException} for a data
 * set or a genotype that the benchmark does not have.
 */
public interface Benchmark {

  /** Name of the search space whose architectures it knows. */
  String space();

  /** The data sets that have results. */
  List<String> dataSets();

  /** The validation accuracy after the short training that searches look at. */
  SearchMetric search(String dataSet, Genotype genotype);

  /** The test accuracy after full training. */
  ReportMetric report(String dataSet, Genotype genotype);

  /** The report metrics on all data sets, as tables store them. */
  default List<Metric> reports(Genotype genotype) {
    return dataSets().stream().map(dataSet -> report(dataSet, genotype).toMetric()).toList();
  }

  /** Seconds that one evaluation by the search metric costs by the benchmark's clock. */
  double seconds(String dataSet, Genotype genotype);

  /** Place by the report metric, from 1, the best; equal accuracies share theirs. */
  int rank(String dataSet, Genotype genotype);

  /** Number of architectures that are ranked. */
  int size();

  /** The highest search metric of all architectures; a search's regret is its distance to it. */
  SearchMetric bestSearch(String dataSet);

  /** The highest report metric of all architectures. */
  ReportMetric bestReport(String dataSet);

  /** The mean report metric of all architectures. */
  ReportMetric meanReport(String dataSet);

  /** The median report metric of all architectures. */
  ReportMetric medianReport(String dataSet);
}
