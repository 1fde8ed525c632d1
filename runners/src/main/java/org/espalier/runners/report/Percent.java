package org.espalier.runners.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fractions as people read them. */
public final class Percent {

  private Percent() {}

  /** For example 94.20 %; nothing for a number that is not there. */
  public static String of(@Nullable Double fraction) {
    return fraction == null || fraction.isNaN()
        ? ""
        : String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
