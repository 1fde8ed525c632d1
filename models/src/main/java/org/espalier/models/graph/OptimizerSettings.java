package org.espalier.models.graph;

import org.espalier.models.layer.Slice;

/**
 * Stochastic gradient descent as PyTorch defines it: v ← μv + g + λw, then w ← w − ηv, or w ← w −
 * η(g + λw + μv) with Nesterov's momentum.
 *
 * @param momentum μ, in [0, 1)
 * @param nesterov whether the momentum is Nesterov's
 * @param weightDecay λ, at least 0
 * @param decayScope which tensors λ applies to
 * @param clipNorm largest global norm of the gradients before decay; longer ones are scaled down; 0
 *     for no limit
 * @param labelSmoothing ε, the part of a label's weight that is given away in the training loss, in
 *     [0, 1)
 * @param smoothing to whom
 * @param averages whether moving averages of weights and running statistics are kept, of networks
 *     of one architecture only, which then infer by them
 */
public record OptimizerSettings(
    float momentum,
    boolean nesterov,
    float weightDecay,
    DecayScope decayScope,
    float clipNorm,
    float labelSmoothing,
    LabelSmoothing smoothing,
    boolean averages) {
  /** Checks the ranges. */
  public OptimizerSettings {
    check("momentum", momentum, momentum >= 0 && momentum < 1, "in [0, 1)");
    check("weightDecay", weightDecay, weightDecay >= 0, "at least 0");
    check("clipNorm", clipNorm, clipNorm >= 0, "at least 0");
    check("labelSmoothing", labelSmoothing, labelSmoothing >= 0 && labelSmoothing < 1, "in [0, 1)");
  }

  /**
   * Decay of everything or of kernels alone, uniform smoothing, no averages.
   *
   * @param decayNormalization whether λ also applies to the scales and offsets of batch
   *     normalization and to biases
   */
  public OptimizerSettings(
      float momentum,
      boolean nesterov,
      float weightDecay,
      boolean decayNormalization,
      float clipNorm,
      float labelSmoothing) {
    this(
        momentum,
        nesterov,
        weightDecay,
        decayNormalization ? DecayScope.ALL : DecayScope.KERNELS,
        clipNorm,
        labelSmoothing,
        LabelSmoothing.UNIFORM,
        false);
  }

  /** λ of a tensor. */
  public float decay(Slice tensor) {
    return decayScope.includes(tensor) ? weightDecay : 0;
  }

  /**
   * As NAS-Bench-201 trains: Nesterov's momentum 0.9, decay 5e-4 on everything, no clipping, no
   * smoothing.
   */
  public static OptimizerSettings nasBench201() {
    return new OptimizerSettings(0.9f, true, 5e-4f, true, 0, 0);
  }

  private static void check(String name, float value, boolean right, String range) {
    if (!right) {
      throw new IllegalArgumentException("%s must be %s, was %s".formatted(name, range, value));
    }
  }
}
