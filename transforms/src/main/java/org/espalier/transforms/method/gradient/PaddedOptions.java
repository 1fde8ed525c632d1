package org.espalier.transforms.method.gradient;

import java.util.stream.IntStream;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.space.SearchSpace;

/**
 * Decisions of unequal options as a controller sees them: a row of equal length each, in which the
 * options that a decision does not have are masked.
 */
final class PaddedOptions {

  private PaddedOptions() {}

  /** The most options that a decision has. */
  static int width(SearchSpace space) {
    return width(OptionMask.all(space.options()));
  }

  private static int width(OptionMask mask) {
    return IntStream.range(0, mask.index().decisions())
        .map(mask.index()::options)
        .max()
        .orElseThrow();
  }

  /** 1 where an option exists, else 0: [decisions, width] row by row. */
  static float[] of(OptionMask mask) {
    var index = mask.index();
    var width = width(mask);
    var rows = new float[index.decisions() * width];
    for (var decision = 0; decision < index.decisions(); decision++) {
      for (var option = 0; option < index.options(decision); option++) {
        rows[decision * width + option] = mask.has(decision, option) ? 1 : 0;
      }
    }
    return rows;
  }
}
