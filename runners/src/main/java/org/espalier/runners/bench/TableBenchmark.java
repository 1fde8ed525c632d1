package org.espalier.runners.bench;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Genotype;
import org.espalier.transforms.benchmark.Benchmark;
import org.espalier.transforms.benchmark.Benchmarks;

/**
 * A benchmark table's speed.
 *
 * @param loadSeconds seconds to open it again, converted before
 * @param queryNanoseconds nanoseconds of one look-up, over a million at random
 */
public record TableBenchmark(double loadSeconds, double queryNanoseconds) {

  private static final int QUERIES = 1_000_000;

  /** Measures the table of a space. */
  public static TableBenchmark of(Path table, SearchSpace space) {
    Benchmarks.open(table, space.name());
    var start = System.nanoTime();
    Benchmark rows = Benchmarks.open(table, space.name());
    var load = (System.nanoTime() - start) / 1e9;
    var genotypes = space.all().toArray(Genotype[]::new);
    look(rows, genotypes, 1);
    start = System.nanoTime();
    var sum = look(rows, genotypes, 2);
    var query = (double) (System.nanoTime() - start) / QUERIES;
    if (!(sum > 0)) {
      throw new IllegalStateException("a table of zeros: " + table);
    }
    return new TableBenchmark(load, query);
  }

  private static double look(Benchmark rows, Genotype[] genotypes, long seed) {
    var random = new SplittableRandom(seed);
    var sum = 0.0;
    for (var i = 0; i < QUERIES; i++) {
      sum += rows.search("cifar10", genotypes[random.nextInt(genotypes.length)]).accuracy();
    }
    return sum;
  }
}
