package org.espalier.runners.report;

import java.nio.file.Path;
import java.util.List;
import org.espalier.pipelines.ReportedMetrics;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.runners.report.RunReport.Reported;
import org.espalier.schemas.Genotype;
import org.espalier.transforms.evaluate.Nb201Table;

/** What the benchmark that a configuration names reports of an architecture. */
public final class BenchmarkReports {

  private BenchmarkReports() {}

  /** One report a data set; none where the configuration names no benchmark. */
  public static List<Reported> of(SearchConfig config, Genotype genotype) {
    return config
        .reportTable()
        .map(Path::of)
        .map(Nb201Table::open)
        .map(table -> of(table, genotype))
        .orElse(List.of());
  }

  private static List<Reported> of(Nb201Table table, Genotype genotype) {
    return ReportedMetrics.of(table, genotype).values().stream()
        .map(
            metric ->
                new Reported(
                    metric.getDataSet(),
                    metric.getValue(),
                    table.rank(metric.getDataSet(), genotype)))
        .toList();
  }
}
