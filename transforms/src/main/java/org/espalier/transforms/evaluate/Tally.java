package org.espalier.transforms.evaluate;

import org.espalier.models.network.StepResult;

/** What passes over several batches gave together. */
final class Tally {

  private double weightedLoss;
  private long correct;
  private long images;

  void add(StepResult step) {
    weightedLoss += (double) step.loss() * step.images();
    correct += step.correct();
    images += step.images();
  }

  /** Says that the numbers left the finite range. */
  void diverge() {
    weightedLoss = Double.NaN;
  }

  /** Mean cross-entropy an image, nats. */
  double loss() {
    return images == 0 ? 0 : weightedLoss / images;
  }

  /** Fraction in [0, 1] of images classified correctly. */
  double accuracy() {
    return images == 0 ? 0 : (double) correct / images;
  }

  long images() {
    return images;
  }

  boolean isFinite() {
    return Double.isFinite(weightedLoss);
  }
}
