package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.models.numbers.InputFile;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.transforms.benchmark.Benchmark;
import org.espalier.transforms.benchmark.Benchmarks;
import org.espalier.transforms.method.SearchMethod;

/**
 * Scores by look-up in a benchmark of the space: validation accuracy after the benchmark's short
 * training, at the simulated cost of that training. The reported accuracies are out of a search's
 * reach.
 *
 * <p>Source: Dong, Yang, "NAS-Bench-201: extending the scope of reproducible neural architecture
 * search", ICLR 2020.
 *
 * @param table the benchmark's file, for NAS-Bench-201 a {@code .csv}, {@code .csv.gz} or {@code
 *     .parquet}
 */
public record TableEvaluator(@InputFile String table) implements Evaluator {

  @Override
  public String name() {
    return "table";
  }

  @Override
  public Scorer open(SearchMethod method, SearchSpace space, String dataSet) {
    var benchmark = Benchmarks.open(Path.of(table), space.name());
    // Refuses a data set it does not have before any candidate is asked for.
    benchmark.bestSearch(dataSet);
    return (candidate, context) -> look(benchmark, candidate);
  }

  @Override
  public Evaluator absolute() {
    return new TableEvaluator(Path.of(table).toAbsolutePath().normalize().toString());
  }

  @Override
  public Optional<String> benchmarkFile() {
    return Optional.of(table);
  }

  private static Measurement look(Benchmark benchmark, Candidate candidate) {
    Genotype genotype =
        Optional.ofNullable(candidate.getGenotype())
            .orElseThrow(
                () ->
                    new IllegalArgumentException("a table scores architectures, it cannot train"));
    var metric = benchmark.search(candidate.getDataSet(), genotype);
    return Measurement.scored(
        metric.accuracy(),
        List.of(metric.toMetric()),
        benchmark.seconds(candidate.getDataSet(), genotype),
        "table");
  }
}
