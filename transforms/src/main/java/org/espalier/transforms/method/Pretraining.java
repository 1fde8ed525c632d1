package org.espalier.transforms.method;

import java.io.Serializable;
import org.espalier.models.numbers.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Training along single paths before a method searches: the largest path first, then paths drawn
 * uniformly, or as progressive shrinking has them.
 *
 * @param steps optimizer steps before the search, at least 0; 0 only where weights are given
 * @param warmUpSteps the first of them, along the largest path, in [0, steps]
 * @param sandwichInterval after the warm-up, every step whose number it divides goes along the
 *     largest path again, step 0 too where there is no warm-up; at least 1, as in the sandwich rule
 *     of Yu and Huang 2019, "Universally slimmable networks and improved training techniques",
 *     ICCV; absent for never, and with {@code sandwich}
 * @param pathsPerStep after the warm-up, paths whose losses are summed in a step, at least 1;
 *     absent for 1
 * @param sandwich whether the first of these are the largest path and the cheapest, which takes at
 *     least 3 of them; absent for false
 * @param teacher whether, after the warm-up, every path also learns what the largest path, by the
 *     weights that the warm-up has left, says of the images: cross-entropy against its soft labels,
 *     of weight 1; absent for false
 * @param shrinking the phases after the warm-up, which together have all of its other steps; absent
 *     for paths drawn uniformly from the whole space
 */
public record Pretraining(
    int steps,
    int warmUpSteps,
    @Nullable Integer sandwichInterval,
    @Nullable Integer pathsPerStep,
    @Nullable Boolean sandwich,
    @Nullable Boolean teacher,
    @Nullable Shrinking shrinking)
    implements Serializable {

  private static final int LARGEST_CHEAPEST_AND_RANDOM = 3;

  /** Checks the settings. */
  public Pretraining {
    Settings.atLeast("steps", steps, 0);
    Settings.check(
        warmUpSteps >= 0 && warmUpSteps <= steps, "warmUpSteps", "in [0, steps]", warmUpSteps);
    if (sandwichInterval != null) {
      Settings.atLeast("sandwichInterval", sandwichInterval, 1);
    }
    int paths = pathsPerStep == null ? 1 : pathsPerStep;
    Settings.atLeast("pathsPerStep", paths, 1);
    Settings.check(
        !isTrue(sandwich) || paths >= LARGEST_CHEAPEST_AND_RANDOM,
        "pathsPerStep",
        "at least 3 with sandwich: the largest, the cheapest and one drawn",
        paths);
    Settings.check(
        sandwichInterval == null || !isTrue(sandwich),
        "sandwichInterval",
        "absent with sandwich, which has the largest path in every step",
        String.valueOf(sandwichInterval));
    Settings.check(
        !isTrue(teacher) || warmUpSteps > 0,
        "warmUpSteps",
        "at least 1 with teacher, which the warm-up trains",
        warmUpSteps);
    if (shrinking != null) {
      int phases = shrinking.steps().stream().mapToInt(Integer::intValue).sum();
      Settings.check(
          warmUpSteps + phases == steps,
          "steps",
          "warmUpSteps and the steps of shrinking together, " + (warmUpSteps + phases),
          steps);
    }
  }

  /** Of one path a step, from the whole space. */
  public Pretraining(int steps, int warmUpSteps, int sandwichInterval) {
    this(steps, warmUpSteps, sandwichInterval, null, null, null, null);
  }

  /** Whether steps are sums over paths, or have a teacher. */
  public boolean sums() {
    return paths() > 1 || isTaught();
  }

  private static boolean isTrue(@Nullable Boolean setting) {
    return setting != null && setting;
  }

  int paths() {
    return pathsPerStep == null ? 1 : pathsPerStep;
  }

  boolean isSandwich() {
    return isTrue(sandwich);
  }

  boolean isTaught() {
    return isTrue(teacher);
  }

  /** Whether a step goes along the largest path whatever is drawn. */
  boolean isLargest(long step) {
    return sandwichInterval != null && step % sandwichInterval == 0;
  }
}
