package org.espalier.transforms.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * In what unit a table has its accuracies, found out from the numbers: the benchmark's own tables
 * have percent, ours have fractions, and neither says so.
 */
public enum Nb201AccuracyUnit {
  /** 94.37 is 94.37 %. */
  PERCENT,
  /** 0.9437 is 94.37 %. */
  FRACTION;

  /** No network does worse than chance for long: that is 10, 1 and 0.83 %. */
  private static final double LEAST_PERCENT = 0.8;

  /**
   * The unit of a table.
   *
   * @param largest the largest accuracy of each column
   * @throws IllegalArgumentException naming the columns that disagree
   */
  static Nb201AccuracyUnit of(Map<String, Double> largest) {
    var units = new LinkedHashMap<Nb201AccuracyUnit, String>();
    largest.forEach(
        (column, value) -> of(column, value).ifPresent(u -> units.putIfAbsent(u, column)));
    if (units.size() > 1) {
      var fraction = units.get(FRACTION);
      var percent = units.get(PERCENT);
      throw new IllegalArgumentException(
          "%s looks like fractions, its largest value is %s, but %s like percent, its largest value is %s: write all accuracies in one unit"
              .formatted(fraction, largest.get(fraction), percent, largest.get(percent)));
    }
    return units.containsKey(FRACTION) ? FRACTION : PERCENT;
  }

  /** What a column tells; nothing where its values could be either. */
  private static Optional<Nb201AccuracyUnit> of(String column, double largest) {
    if (largest > 1) {
      return Optional.of(PERCENT);
    }
    return column.startsWith("cifar10_") || largest < LEAST_PERCENT
        ? Optional.of(FRACTION)
        : Optional.empty();
  }
}
