package org.espalier.transforms.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.schemas.Genotype;

/**
 * NAS-Bench-201's recorded results for all 15,625 architectures on {@code cifar10}, {@code
 * cifar100} and {@code imagenet16}. Immutable and safe for use by several threads; a query neither
 * parses nor hashes text.
 *
 * <p>What a search may look at and what is reported of its end are different types: {@link
 * SearchMetric} and {@link ReportMetric}.
 *
 * <p>The text file is converted once, into the folder that the system property {@code
 * espalier.cache} names ({@code ~/.cache/espalier} by default), under the length and checksum of
 * its content.
 *
 * <p>Queries throw {@link IllegalArgumentException} for a data set or a genotype that the table
 * does not have.
 *
 * <p><b>Source:</b> Dong and Yang, NAS-Bench-201, 2020, <a
 * href="https://arxiv.org/abs/2001.00326">arXiv:2001.00326</a>. The simulated seconds follow the
 * benchmark's convention for a 12-epoch evaluation, with fixed times for validation where it
 * recorded none.
 */
public final class Nb201Table implements Benchmark {

  private final List<Nb201Scores> scores;

  private Nb201Table(Nb201Rows rows) {
    this.scores =
        List.of(
            Nb201Scores.cifar10(rows), Nb201Scores.cifar100(rows), Nb201Scores.imagenet16(rows));
  }

  /**
   * The table in a file of comma-separated values, compressed by gzip or not, or in Parquet.
   *
   * @throws IllegalArgumentException naming file, line, what is wrong and what to do, if the file
   *     is missing, truncated, or lacks a column or an architecture, has one twice, or a number out
   *     of its range
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Nb201Table open(Path file) {
    return open(file, Nb201Cache.atHome());
  }

  static Nb201Table open(Path file, Nb201Cache cache) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file + " is not a file: name NAS-Bench-201's table, a .csv, .csv.gz or .parquet");
    }
    if (file.toString().endsWith(".parquet")) {
      return new Nb201Table(Nb201Parquet.read(file));
    }
    try {
      var bytes = Files.readAllBytes(file);
      var key = Nb201Cache.key(bytes);
      var kept = cache.read(key);
      if (kept.isPresent()) {
        return new Nb201Table(kept.get());
      }
      var rows = Nb201Csv.read(file, bytes);
      cache.write(key, rows);
      return new Nb201Table(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  @Override
  public String space() {
    return Nb201Rows.SPACE.name();
  }

  @Override
  public int size() {
    return Nb201Rows.COUNT;
  }

  @Override
  public List<String> dataSets() {
    return scores.stream().map(of -> of.dataSet).toList();
  }

  /** The validation accuracy after 12 epochs. */
  @Override
  public SearchMetric search(String dataSet, Genotype genotype) {
    var of = scores(dataSet);
    return new SearchMetric(of.dataSet, of.search[index(genotype)]);
  }

  /** The test accuracy after 200 epochs. */
  @Override
  public ReportMetric report(String dataSet, Genotype genotype) {
    var of = scores(dataSet);
    return new ReportMetric(of.dataSet, of.report[index(genotype)]);
  }

  /**
   * Seconds that one evaluation costs by the benchmark's clock: 12 epochs of training and the
   * validation. With T for 12 epochs on all of CIFAR-10: {@code T/2 + 1 + 0.0104 T} for {@code
   * cifar10}, {@code T + 0.5} for {@code cifar100}; its own 12 epochs and 0.5 for {@code
   * imagenet16}.
   */
  @Override
  public double seconds(String dataSet, Genotype genotype) {
    return scores(dataSet).seconds[index(genotype)];
  }

  @Override
  public int rank(String dataSet, Genotype genotype) {
    return scores(dataSet).rank[index(genotype)];
  }

  @Override
  public SearchMetric bestSearch(String dataSet) {
    var of = scores(dataSet);
    return new SearchMetric(of.dataSet, of.bestSearch);
  }

  @Override
  public ReportMetric bestReport(String dataSet) {
    var of = scores(dataSet);
    return new ReportMetric(of.dataSet, of.sortedReport[of.sortedReport.length - 1]);
  }

  @Override
  public ReportMetric meanReport(String dataSet) {
    var of = scores(dataSet);
    return new ReportMetric(of.dataSet, Arrays.stream(of.report).average().orElseThrow());
  }

  @Override
  public ReportMetric medianReport(String dataSet) {
    var of = scores(dataSet);
    return new ReportMetric(of.dataSet, of.sortedReport[of.sortedReport.length / 2]);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Nb201Scores scores(String dataSet) {
    for (var of : scores) {
      if (of.dataSet.equals(dataSet)) {
        return of;
      }
    }
    throw new IllegalArgumentException(
        "the NAS-Bench-201 table has no data set '" + dataSet + "', only " + dataSets());
  }

  private static int index(Genotype genotype) {
    var encoding = genotype.getEncoding();
    int decisions = Nb201Rows.SPACE.options().decisions();
    boolean known =
        encoding.size() == decisions && genotype.getSpace().equals(Nb201Rows.SPACE.name());
    for (int edge = 0; known && edge < decisions; edge++) {
      int operation = encoding.get(edge);
      known = operation >= 0 && operation < Nb201Rows.OPERATIONS;
    }
    if (!known) {
      throw new IllegalArgumentException(
          "the table has nb201 genotypes of 6 operations in [0, 4], was asked for "
              + genotype.getSpace()
              + " "
              + encoding);
    }
    return Nb201Rows.index(encoding);
  }
}
