package org.espalier.models.catalog;

import org.espalier.models.layer.CountingRule;
import org.espalier.models.layer.LayerCounter;
import org.espalier.models.layer.Network;

/**
 * The exact size of a network, by every counting rule.
 *
 * @param parameters trainable parameters
 * @param conv multiply-adds of the convolutions
 * @param convFc those, and those of linear layers
 * @param profiler those, and the operations that a profiler adds for normalization and ReLU
 */
public record CountedSize(long parameters, long conv, long convFc, long profiler) {

  /**
   * The size of a network.
   *
   * @param path option of each decision
   */
  public static CountedSize of(Network network, int[] path) {
    return new CountedSize(
        LayerCounter.cost(network, path, CountingRule.CONV).parameters(),
        LayerCounter.cost(network, path, CountingRule.CONV).madds(),
        LayerCounter.cost(network, path, CountingRule.CONV_FC).madds(),
        LayerCounter.cost(network, path, CountingRule.PROFILER).madds());
  }

  /** Multiply-adds by one of the rules. */
  public long madds(CountingRule rule) {
    return switch (rule) {
      case CONV -> conv;
      case CONV_FC -> convFc;
      case PROFILER -> profiler;
    };
  }
}
