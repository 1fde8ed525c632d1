package org.espalier.transforms.method;

import java.io.Serializable;
import org.espalier.models.numbers.Settings;

/**
 * Training along single paths before a method searches: the largest path first, then paths drawn
 * uniformly.
 *
 * @param steps optimizer steps before the search, at least 1
 * @param warmUpSteps the first of them, along the largest path, in [0, steps]
 * @param sandwichInterval after the warm-up, every so many-th step goes along the largest path
 *     again, at least 1, as in the sandwich rule of Yu and Huang 2019, "Universally slimmable
 *     networks and improved training techniques", ICCV; a number above steps for never
 */
public record Pretraining(int steps, int warmUpSteps, int sandwichInterval)
    implements Serializable {

  /** Checks the settings. */
  public Pretraining {
    Settings.atLeast("steps", steps, 1);
    Settings.check(
        warmUpSteps >= 0 && warmUpSteps <= steps, "warmUpSteps", "in [0, steps]", warmUpSteps);
    Settings.atLeast("sandwichInterval", sandwichInterval, 1);
  }
}
