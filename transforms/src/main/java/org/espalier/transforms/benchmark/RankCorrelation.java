package org.espalier.transforms.benchmark;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * Agreement of two orders.
 *
 * @param architectures how many are ordered
 * @param kendall Kendall's τ-b, in [−1, 1]; empty with fewer than 2, or where one side is constant
 * @param spearman Spearman's ρ, in [−1, 1]; empty likewise
 */
public record RankCorrelation(int architectures, OptionalDouble kendall, OptionalDouble spearman) {

  /**
   * An architecture by both measures.
   *
   * @param score by the search's own, a fraction in [0, 1]
   * @param reported by the benchmark, a fraction in [0, 1]
   */
  public record Pair(double score, double reported) {}

  /** The agreement of scores with what is reported. */
  public static RankCorrelation of(List<Pair> pairs) {
    var scores = pairs.stream().mapToDouble(Pair::score).toArray();
    var reported = pairs.stream().mapToDouble(Pair::reported).toArray();
    if (scores.length < 2) {
      return new RankCorrelation(scores.length, OptionalDouble.empty(), OptionalDouble.empty());
    }
    return new RankCorrelation(
        scores.length,
        finite(new KendallsCorrelation().correlation(scores, reported)),
        finite(new SpearmansCorrelation().correlation(scores, reported)));
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
