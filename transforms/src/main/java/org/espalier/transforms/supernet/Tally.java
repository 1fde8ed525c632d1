package org.espalier.transforms.supernet;

import org.espalier.models.network.StepResult;

/** What passes over several batches gave together. */
public final class Tally {

  private double weightedLoss;
  private long correct;
  private long correctTop5;
  private long images;

  /** Adds a pass over a batch. */
  public void add(StepResult step) {
    weightedLoss += (double) step.loss() * step.images();
    correct += step.correct();
    correctTop5 += step.correctTop5();
    images += step.images();
  }

  /** Marks a number that is not finite. */
  public void diverge() {
    weightedLoss = Double.NaN;
  }

  /** Mean cross-entropy an image, nats. */
  public double loss() {
    return images == 0 ? 0 : weightedLoss / images;
  }

  /** Fraction in [0, 1] of images classified correctly. */
  public double accuracy() {
    return images == 0 ? 0 : (double) correct / images;
  }

  /**
   * Fraction in [0, 1] of images whose class is among the five likeliest, where that is counted.
   */
  public double accuracyTop5() {
    return images == 0 ? 0 : (double) correctTop5 / images;
  }

  /** Images of all passes. */
  public long images() {
    return images;
  }

  /** Whether the loss stayed finite. */
  public boolean isFinite() {
    return Double.isFinite(weightedLoss);
  }
}
