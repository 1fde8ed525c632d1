package org.espalier.transforms.method.gradient;

import java.io.Serializable;
import org.espalier.models.network.controller.ControllerRates;
import org.espalier.models.numbers.Settings;

/**
 * How a recurrent policy learns from rewards.
 *
 * @param hidden width of the recurrent cells, at least 1
 * @param learningRate Adam's step, above 0
 * @param weightDecay times the parameters, added to the gradient, at least 0
 * @param clipNorm largest norm of a gradient before the decay; 0 for any
 * @param entropy weight of the entropy of an architecture's choices (nats) against the reward, at
 *     least 0
 * @param baseline decay of the moving average of rewards, in [0, 1)
 * @param samplesPerUpdate architectures drawn from the same policy for a step, at least 1
 */
public record PolicySettings(
    int hidden,
    double learningRate,
    double weightDecay,
    double clipNorm,
    double entropy,
    double baseline,
    int samplesPerUpdate)
    implements Serializable {

  /** Checks the settings. */
  public PolicySettings {
    Settings.atLeast("hidden", hidden, 1);
    Settings.positive("learningRate", learningRate);
    Settings.check(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
    Settings.check(clipNorm >= 0, "clipNorm", "at least 0", clipNorm);
    Settings.check(entropy >= 0, "entropy", "at least 0", entropy);
    Settings.belowOne("baseline", baseline);
    Settings.atLeast("samplesPerUpdate", samplesPerUpdate, 1);
  }

  ControllerRates rates() {
    return new ControllerRates(learningRate, weightDecay, entropy);
  }

  /** The largest norm as the controller takes it. */
  double largestNorm() {
    return clipNorm == 0 ? Float.MAX_VALUE : clipNorm;
  }
}
