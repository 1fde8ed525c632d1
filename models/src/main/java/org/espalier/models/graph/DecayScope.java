package org.espalier.models.graph;

import org.espalier.models.layer.Slice;
import org.espalier.models.numbers.Settings;

/** Which tensors weight decay applies to. */
public enum DecayScope {
  /** All trained tensors. */
  ALL("all"),
  /**
   * All but the biases of linear layers and the offsets of batch normalization, whose scales decay:
   * CNAS's {@code --no_bias_decay}.
   */
  NO_BIAS("no-bias"),
  /**
   * All but batch normalization: kernels, and the biases of linear layers. As ProxylessNAS trains.
   *
   * <p><b>Source:</b> mit-han-lab/proxylessnas, {@code no_decay_keys = 'bn'}.
   */
  NO_NORM("no-norm"),
  /** Kernels alone: no bias, nothing of a batch normalization. As DSNAS trains. */
  KERNELS("kernels");

  private final String label;

  DecayScope(String label) {
    this.label = label;
  }

  /** Its name in configurations. */
  public String label() {
    return label;
  }

  /**
   * The scope of this name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static DecayScope named(String label) {
    return Settings.named("weightDecayOn", label, values(), DecayScope::label);
  }

  /** Whether a trained tensor decays. */
  public boolean includes(Slice tensor) {
    return switch (tensor.kind()) {
      case KERNEL, IDENTITY -> true;
      case BIAS -> this == ALL || this == NO_NORM;
      case NORMALIZATION -> this == ALL || (this == NO_BIAS && !tensor.isOffset());
      case STATISTIC, MOMENTUM, AVERAGE -> false;
    };
  }
}
