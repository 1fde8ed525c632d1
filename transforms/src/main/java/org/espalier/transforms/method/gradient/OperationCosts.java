package org.espalier.transforms.method.gradient;

import java.util.List;

/**
 * What the operations of a cell cost, against the costliest of their space: multiply-adds of one
 * output position at a width of 16 channels, in and out, the bias-free convolutions alone. With C
 * channels these are k²C² for {@code nor_conv_k}, k²C + C² for {@code dil_conv_k}, twice that for
 * {@code sep_conv_k}, and 0 for poolings, {@code skip_connect} and {@code none}.
 *
 * <p>In these units a cost is a fraction in [0, 1], whatever the size of the network: to have it in
 * multiply-adds, multiply with those of the costliest operation on an edge.
 */
final class OperationCosts {

  private static final int CHANNELS = 16;

  private OperationCosts() {}

  /** The cost of each operation, a fraction in [0, 1]; all 0 where none costs anything. */
  static double[] of(List<String> operations) {
    var costs = operations.stream().mapToDouble(OperationCosts::multiplyAdds).toArray();
    var highest = 0.0;
    for (var cost : costs) {
      highest = Math.max(highest, cost);
    }
    for (var i = 0; i < costs.length; i++) {
      costs[i] = highest == 0 ? 0 : costs[i] / highest;
    }
    return costs;
  }

  private static double multiplyAdds(String operation) {
    return switch (operation) {
      case "none", "skip_connect", "max_pool_3x3", "avg_pool_3x3" -> 0;
      case "nor_conv_1x1" -> CHANNELS * CHANNELS;
      case "nor_conv_3x3" -> 9 * CHANNELS * CHANNELS;
      case "sep_conv_3x3" -> 2 * separable(3);
      case "sep_conv_5x5" -> 2 * separable(5);
      case "dil_conv_3x3" -> separable(3);
      case "dil_conv_5x5" -> separable(5);
      default ->
          throw new IllegalArgumentException(
              "the cost of operation " + operation + " is not known");
    };
  }

  private static double separable(int size) {
    return size * size * CHANNELS + CHANNELS * CHANNELS;
  }
}
