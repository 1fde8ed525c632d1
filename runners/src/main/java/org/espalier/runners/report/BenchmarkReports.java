package org.espalier.runners.report;

import java.nio.file.Path;
import java.util.List;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.runners.report.RunReport.Reported;
import org.espalier.schemas.Genotype;
import org.espalier.transforms.benchmark.Benchmark;
import org.espalier.transforms.benchmark.Benchmarks;

/** What the benchmark that a configuration names reports of an architecture. */
public final class BenchmarkReports {

  private BenchmarkReports() {}

  /** One report a data set; none where the configuration names no benchmark. */
  public static List<Reported> of(SearchConfig config, Genotype genotype) {
    return config
        .reportTable()
        .map(file -> Benchmarks.open(Path.of(file), config.space()))
        .map(benchmark -> of(benchmark, genotype))
        .orElse(List.of());
  }

  private static List<Reported> of(Benchmark benchmark, Genotype genotype) {
    return benchmark.reports(genotype).stream()
        .map(
            metric ->
                new Reported(
                    metric.getDataSet(),
                    metric.getValue(),
                    benchmark.rank(metric.getDataSet(), genotype)))
        .toList();
  }
}
