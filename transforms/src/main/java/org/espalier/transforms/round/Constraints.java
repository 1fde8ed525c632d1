package org.espalier.transforms.round;

import java.io.Serializable;
import org.espalier.models.numbers.Settings;
import org.espalier.models.numbers.Unlimited;

/**
 * Which candidates are not worth an evaluation.
 *
 * @param deduplicate whether an architecture with the canonical form of an earlier one, on the same
 *     data set and weights, repeats that trial instead of being evaluated
 * @param maxParameters most parameters of the full network; {@code unlimited} for any
 * @param maxMadds most multiply-adds of one image, convolutions and linear layers counted; {@code
 *     unlimited} for any
 */
public record Constraints(
    boolean deduplicate, @Unlimited double maxParameters, @Unlimited double maxMadds)
    implements Serializable {

  /** Checks the limits. */
  public Constraints {
    Settings.check(maxParameters > 0, "maxParameters", "above 0", maxParameters);
    Settings.check(maxMadds > 0, "maxMadds", "above 0", maxMadds);
  }
}
