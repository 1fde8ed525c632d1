package org.espalier.transforms.supernet;

import java.io.Serializable;
import org.espalier.models.graph.DecayScope;
import org.espalier.models.graph.LabelSmoothing;
import org.espalier.models.graph.LayerSettings;
import org.espalier.models.layer.Initialization;
import org.espalier.models.numbers.Settings;
import org.jspecify.annotations.Nullable;

/**
 * In which recipes differ beside their numbers, the same for supernets and for networks trained
 * from scratch. What is absent is as PyTorch has it by default.
 *
 * @param weightDecayOn what decays: {@code all}, {@code no-bias}, {@code no-norm} or {@code
 *     kernels}; absent for all
 * @param smoothingTo who gets the part of a smoothed label: {@code uniform} or {@code others};
 *     absent for uniform
 * @param schedule the course of the learning rate; absent for a cosine that changes each step
 * @param normEpsilon ε of batch normalization, above 0; absent for 1e-5
 * @param normMomentum part of the way that running statistics move each step, in (0, 1]; absent for
 *     0.1
 * @param initialization how weights start: {@code pytorch}, {@code he-fan-out} or {@code
 *     shufflenet}; absent for pytorch
 * @param dropout probability of an input of the classifier to be dropped, in [0, 1); absent for 0
 */
public record TrainingOptions(
    @Nullable String weightDecayOn,
    @Nullable String smoothingTo,
    @Nullable RateSettings schedule,
    @Nullable Double normEpsilon,
    @Nullable Double normMomentum,
    @Nullable String initialization,
    @Nullable Double dropout)
    implements Serializable {

  /** Everything as PyTorch has it. */
  public static final TrainingOptions DEFAULTS =
      new TrainingOptions(null, null, null, null, null, null, null);

  /** Checks names and ranges. */
  public TrainingOptions {
    decayScope(weightDecayOn);
    smoothing(smoothingTo);
    initialization(initialization);
    if (normEpsilon != null) {
      Settings.positive("normEpsilon", normEpsilon);
    }
    if (normMomentum != null) {
      Settings.check(
          normMomentum > 0 && normMomentum <= 1, "normMomentum", "in (0, 1]", normMomentum);
    }
    if (dropout != null) {
      Settings.belowOne("dropout", dropout);
    }
  }

  /** What decays. */
  public DecayScope decayScope() {
    return decayScope(weightDecayOn);
  }

  /** Who gets the part of a smoothed label. */
  public LabelSmoothing smoothing() {
    return smoothing(smoothingTo);
  }

  /**
   * The settings of layers.
   *
   * @param edgeDropPath probability of the output of an edge of a supernet to be dropped
   */
  public LayerSettings layers(double edgeDropPath) {
    var defaults = LayerSettings.DEFAULTS;
    return new LayerSettings(
        normEpsilon == null ? defaults.normEpsilon() : normEpsilon.floatValue(),
        normMomentum == null ? defaults.normMomentum() : normMomentum.floatValue(),
        initialization(initialization),
        dropout == null ? 0 : dropout.floatValue(),
        (float) edgeDropPath);
  }

  private static DecayScope decayScope(@Nullable String name) {
    return name == null ? DecayScope.ALL : DecayScope.named(name);
  }

  private static LabelSmoothing smoothing(@Nullable String name) {
    return name == null ? LabelSmoothing.UNIFORM : LabelSmoothing.named(name);
  }

  private static Initialization initialization(@Nullable String name) {
    return name == null ? Initialization.PYTORCH : Initialization.named(name);
  }
}
