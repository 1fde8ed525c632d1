package org.espalier.models.layer;

import java.util.Objects;

/**
 * What a network costs.
 *
 * @param parameters trainable parameters: convolution weights, scale and shift of batch
 *     normalization, weights and bias of the classifier; running statistics and auxiliary heads are
 *     not counted
 * @param madds multiply-adds of one image in one forward pass
 * @param rule what counts as a multiply-add
 */
public record Cost(long parameters, long madds, CountingRule rule) {

  /** Checks the ranges. */
  public Cost {
    Objects.requireNonNull(rule, "rule");
    if (parameters < 0 || madds < 0) {
      throw new IllegalArgumentException(
          "parameters and madds must be at least 0, were " + parameters + " and " + madds);
    }
  }
}
