package org.espalier.pipelines;

import java.util.LinkedHashMap;
import java.util.List;
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
    for (var dataSet : List.of("cifar10", "cifar100", "imagenet16")) {
      var reported = table.report(dataSet, genotype);
      metrics.put(
          dataSet, new Metric("accuracy", dataSet, "test", reported.epochs(), reported.accuracy()));
    }
    return metrics;
  }
}
