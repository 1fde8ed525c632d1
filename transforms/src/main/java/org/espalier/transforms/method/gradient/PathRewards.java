package org.espalier.transforms.method.gradient;

import java.io.Serializable;
import org.espalier.models.numbers.Settings;

/**
 * How rewards of sampled paths become a gradient.
 *
 * @param samples paths of a step of the architecture, at least 1; published as 10
 * @param baseline decay of the moving average of mean rewards, in [0, 1); published as 0.01
 */
public record PathRewards(int samples, double baseline) implements Serializable {

  /** Checks the settings. */
  public PathRewards {
    Settings.atLeast("samples", samples, 1);
    Settings.belowOne("baseline", baseline);
  }
}
