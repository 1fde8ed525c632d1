package org.espalier.models.predictor;

import java.io.Serializable;
import org.espalier.models.numbers.Settings;

/**
 * A predictor and its training.
 *
 * @param hidden units of each of the two hidden layers, at least 1
 * @param dropout probability of a hidden unit to be dropped in training, in [0, 1)
 * @param epochs epochs of training, at least 1
 * @param batchSize pairs of a step, at least 1; fewer where there are fewer
 * @param learningRate rate of the first step, falling to 0 by a cosine, above 0
 * @param momentum Nesterov's, in [0, 1)
 * @param weightDecay of all weights, at least 0
 */
public record PredictorSettings(
    int hidden,
    double dropout,
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    double weightDecay)
    implements Serializable {

  /** Checks the settings. */
  public PredictorSettings {
    Settings.atLeast("hidden", hidden, 1);
    Settings.belowOne("dropout", dropout);
    Settings.atLeast("epochs", epochs, 1);
    Settings.atLeast("batchSize", batchSize, 1);
    Settings.positive("learningRate", learningRate);
    Settings.belowOne("momentum", momentum);
    Settings.check(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
  }
}
