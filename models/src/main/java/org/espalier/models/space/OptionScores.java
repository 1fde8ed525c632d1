package org.espalier.models.space;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.numbers.OptionMask;

/** How strong each option of each decision is, and which of them may be chosen. */
final class OptionScores {

  private final OptionIndex index;
  private final double[] values;
  private final OptionMask mask;

  OptionScores(List<Decision> decisions, double[] values, OptionMask mask) {
    this.index = Encodings.index(decisions);
    this.values = values.clone();
    this.mask = mask;
    if (values.length != index.size() || !mask.index().equals(index)) {
      throw new IllegalArgumentException(
          "option scores and mask must have %d values, had %d and %d"
              .formatted(index.size(), values.length, mask.index().size()));
    }
    for (int at = 0; at < values.length; at++) {
      if (Double.isNaN(values[at])) {
        int decision = index.decision(at);
        throw new IllegalArgumentException(
            "an option score must be a number, was NaN for option %s of decision %d (%s)"
                .formatted(
                    decisions.get(decision).options().get(index.option(at)),
                    decision,
                    decisions.get(decision).name()));
      }
    }
  }

  /** The strongest option that is allowed, for each decision. */
  int[] strongest() {
    return IntStream.range(0, index.decisions()).map(d -> mask.best(d, values)).toArray();
  }

  /** The strongest option of a decision that is allowed, one option left out. */
  OptionalInt strongestBut(int decision, int excluded) {
    int best = -1;
    for (int option = 0; option < index.options(decision); option++) {
      if (option != excluded
          && mask.has(decision, option)
          && (best < 0 || at(decision, option) > at(decision, best))) {
        best = option;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  double at(int decision, int option) {
    return values[index.at(decision, option)];
  }
}
