package org.espalier.models.network;

/**
 * What a pass over one batch gave.
 *
 * @param loss mean cross-entropy, nats; not finite when training has diverged
 * @param correct images classified correctly
 * @param correctTop5 images whose class is among the five likeliest, of networks of one
 *     architecture; otherwise 0
 * @param images images in the batch
 * @param gradient of a step with gradients: ∂loss/∂gate of each decision for a path, of each option
 *     where options are compared with a path; for a mixture ∂loss/∂weight of each option of each
 *     decision, then of each edge if they have weights; otherwise empty
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record StepResult(float loss, int correct, int correctTop5, int images, float[] gradient) {

  /** Fraction in [0, 1] of images classified correctly. */
  public double accuracy() {
    return (double) correct / images;
  }

  /** Whether training has left the finite numbers. */
  public boolean diverged() {
    return !Float.isFinite(loss);
  }

  /** The same pass with another gradient. */
  StepResult with(float[] other) {
    return new StepResult(loss, correct, correctTop5, images, other);
  }
}
