package org.espalier.transforms.round;

import java.io.Serializable;
import java.util.Optional;
import org.espalier.models.layer.Cost;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.numbers.Settings;
import org.espalier.models.numbers.Unlimited;
import org.espalier.models.space.Target;
import org.espalier.transforms.method.MaddsBudget;
import org.espalier.transforms.method.SearchContext;
import org.jspecify.annotations.Nullable;

/**
 * Which candidates are not worth an evaluation.
 *
 * @param deduplicate whether an architecture with the canonical form of an earlier one, on the same
 *     data set and weights, repeats that trial instead of being evaluated
 * @param maxParameters most parameters of the full network; {@code unlimited} for any
 * @param maxMadds most multiply-adds of one image, convolutions and linear layers counted; {@code
 *     unlimited} for any
 * @param minMadds fewest of them, above 0, at most maxMadds; absent for any
 */
public record Constraints(
    boolean deduplicate,
    @Unlimited double maxParameters,
    @Unlimited double maxMadds,
    @Nullable Double minMadds)
    implements Serializable {

  private static final int DRAWS = 1_000;

  /** Checks the limits. */
  public Constraints {
    Settings.check(maxParameters > 0, "maxParameters", "above 0", maxParameters);
    Settings.check(maxMadds > 0, "maxMadds", "above 0", maxMadds);
    Settings.check(
        minMadds == null || (minMadds > 0 && minMadds <= maxMadds),
        "minMadds",
        "above 0 and at most maxMadds, " + maxMadds,
        String.valueOf(minMadds));
  }

  /** Any number of multiply-adds up to the most. */
  public Constraints(boolean deduplicate, double maxParameters, double maxMadds) {
    this(deduplicate, maxParameters, maxMadds, null);
  }

  /** The limit that a network of this cost exceeds, in words; empty where it keeps all. */
  public Optional<String> excess(Cost cost) {
    if (cost.parameters() > maxParameters) {
      return Optional.of(cost.parameters() + " parameters, maxParameters is " + maxParameters);
    }
    if (cost.madds() > maxMadds) {
      return Optional.of(cost.madds() + " multiply-adds, maxMadds is " + maxMadds);
    }
    return minMadds != null && cost.madds() < minMadds
        ? Optional.of(cost.madds() + " multiply-adds, minMadds is " + minMadds)
        : Optional.empty();
  }

  /**
   * Checks that the limits leave something to evaluate.
   *
   * @throws IllegalArgumentException naming the limit, and what networks of the space need
   */
  void check(SearchContext context) {
    var target = Target.of(context.dataSet());
    if (!Double.isInfinite(maxMadds)) {
      new MaddsBudget(maxMadds, context.space(), target).check("constraints.maxMadds");
    }
    if (minMadds != null) {
      checkFewest(minMadds, context, target);
    }
  }

  /** The largest network of a space is not known; random ones say what is common in it. */
  private void checkFewest(double fewest, SearchContext context, Target target) {
    var random = Seeds.random(0);
    var most = 0L;
    for (var draw = 0; draw < DRAWS && most < fewest; draw++) {
      var cost = context.space().cost(context.space().random(random), target, CountingRule.CONV_FC);
      most = Math.max(most, cost.madds());
    }
    Settings.check(
        most >= fewest,
        "constraints.minMadds",
        "at most %d, the multiply-adds of the largest of %d random architectures"
            .formatted(most, DRAWS),
        fewest);
  }
}
