package org.espalier.models.numbers;

import java.io.Serializable;

/**
 * How architecture parameters follow their gradient: Adam, the decay added to the gradient.
 *
 * @param learningRate Adam's step, above 0
 * @param firstDecay of the mean of the gradients, in [0, 1); 0.5 in the field
 * @param secondDecay of the mean of the squared gradients, in [0, 1); 0.999 in the field
 * @param weightDecay times the parameters, added to the gradient; at least 0
 * @param clipNorm largest norm of the gradient of a tensor, before the decay is added; 0 for any
 */
public record AdamSettings(
    double learningRate, double firstDecay, double secondDecay, double weightDecay, double clipNorm)
    implements Serializable {

  /** Checks the settings. */
  public AdamSettings {
    Settings.positive("learningRate", learningRate);
    Settings.belowOne("firstDecay", firstDecay);
    Settings.belowOne("secondDecay", secondDecay);
    Settings.check(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
    Settings.check(clipNorm >= 0, "clipNorm", "at least 0", clipNorm);
  }

  /** The decays of the paper, without weight decay and clipping. */
  public static AdamSettings standard(double learningRate) {
    return new AdamSettings(learningRate, 0.9, 0.999, 0, 0);
  }
}
