package org.espalier.transforms.method.evolution;

import java.util.Arrays;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Softmax;

/**
 * How cells side by side are weighted: by the softmax of α within each group; and what the mixture
 * is expected to cost.
 *
 * @param groups groups of blocks, at least 1
 * @param cells cells of a group, at least 2
 * @param alpha one a cell, group by group
 * @param costs multiply-adds of each cell, likewise
 * @param fixedCost multiply-adds of what every network has
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step, is never compared
record CellMixture(int groups, int cells, double[] alpha, double[] costs, double fixedCost) {

  /** The weight of each cell; those of a group sum to 1. */
  double[] weights() {
    return softmax().values();
  }

  /** Σ over groups and cells of weight · cost, and what every network has. */
  double expectedCost() {
    var weights = weights();
    var sum = fixedCost;
    for (var at = 0; at < weights.length; at++) {
      sum += weights[at] * costs[at];
    }
    return sum;
  }

  /**
   * The gradient by α of the loss with its term for the cost.
   *
   * @param lossByWeight gradient of the loss by the weights
   * @param costFactor factor of the expected cost in the loss, a multiply-add
   */
  double[] gradient(double[] lossByWeight, double costFactor) {
    var byWeight = lossByWeight.clone();
    for (var at = 0; at < byWeight.length; at++) {
      byWeight[at] += costFactor * costs[at];
    }
    return softmax().gradient(byWeight, 1);
  }

  private Softmax softmax() {
    var options = new int[groups];
    Arrays.fill(options, cells);
    return Softmax.of(alpha, OptionMask.all(OptionIndex.of(options)));
  }
}
