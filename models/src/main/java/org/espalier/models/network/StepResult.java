package org.espalier.models.network;

import java.util.List;

/**
 * What a pass over one batch gave.
 *
 * @param loss mean cross-entropy, nats; not finite when training has diverged
 * @param correct images classified correctly
 * @param images images in the batch
 * @param gradient of a step with gradients: ∂loss/∂gate of each edge for a single path,
 *     ∂loss/∂weight of each edge and operation, row by row, for a mixture; otherwise empty
 */
public record StepResult(float loss, int correct, int images, List<Float> gradient) {
  /** Copies the list. */
  public StepResult {
    gradient = List.copyOf(gradient);
  }

  /** Fraction in [0, 1] of images classified correctly. */
  public double accuracy() {
    return (double) correct / images;
  }

  /** Whether training has left the finite numbers. */
  public boolean diverged() {
    return !Float.isFinite(loss);
  }
}
