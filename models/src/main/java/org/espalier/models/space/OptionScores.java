package org.espalier.models.space;

import java.util.OptionalInt;

/** How strong each operation is on each edge, and which of them may be chosen. */
final class OptionScores {

  private final int operations;
  private final double[] values;
  private final boolean[] allowed;

  OptionScores(EdgeSpace space, double[] values, boolean[] allowed) {
    this.operations = space.operations().size();
    var length = space.edges().size() * operations;
    if (values.length != length || allowed.length != length) {
      throw new IllegalArgumentException(
          "strengths and allowed must have %d values for %s, had %d and %d"
              .formatted(length, space.name(), values.length, allowed.length));
    }
    for (int at = 0; at < length; at++) {
      if (Double.isNaN(values[at])) {
        throw new IllegalArgumentException(
            "a strength must be a number, was NaN for operation "
                + space.operations().get(at % operations)
                + " on edge "
                + at / operations);
      }
    }
    this.values = values.clone();
    this.allowed = allowed.clone();
  }

  /** The strongest operation that is allowed on an edge. */
  int strongest(int edge) {
    return strongestBut(edge, -1)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "at least one operation must be allowed on edge " + edge + ", none was"));
  }

  /** The strongest operation that is allowed on an edge, one operation left out. */
  OptionalInt strongestBut(int edge, int excluded) {
    int best = -1;
    for (int operation = 0; operation < operations; operation++) {
      if (operation != excluded
          && allowed[edge * operations + operation]
          && (best < 0 || at(edge, operation) > at(edge, best))) {
        best = operation;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  double at(int edge, int operation) {
    return values[edge * operations + operation];
  }
}
