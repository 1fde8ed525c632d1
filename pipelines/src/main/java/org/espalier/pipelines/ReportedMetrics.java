package org.espalier.pipelines;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Metric;
import org.espalier.transforms.evaluate.Nb201Table;

/** The accuracies a benchmark reports of a found architecture, on each of its data sets. */
public final class ReportedMetrics {

  private ReportedMetrics() {}

  /** Test accuracy after full training, by data set. */
  public static Map<String, Metric> of(Nb201Table table, Genotype genotype) {
    var metrics = new LinkedHashMap<String, Metric>();
    for (var dataSet : table.dataSets()) {
      metrics.put(dataSet, table.report(dataSet, genotype).toMetric());
    }
    return metrics;
  }
}
