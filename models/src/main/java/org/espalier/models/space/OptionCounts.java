package org.espalier.models.space;

import java.util.Arrays;
import org.espalier.models.layer.LayerCounter;
import org.espalier.models.layer.Network;

/** What options cost in a network, compared with each other. */
final class OptionCounts {

  private OptionCounts() {}

  /** The option of each decision with the most parameters; the first of equals. */
  static int[] largest(Network network) {
    var index = network.options();
    var parameters = LayerCounter.parametersByOption(network);
    var largest = new int[index.decisions()];
    for (int decision = 0; decision < largest.length; decision++) {
      for (int option = 1; option < index.options(decision); option++) {
        if (parameters[index.at(decision, option)]
            > parameters[index.at(decision, largest[decision])]) {
          largest[decision] = option;
        }
      }
    }
    return largest;
  }

  /** The option of each decision with the fewest multiply-adds; the first of equals. */
  static int[] cheapest(Network network) {
    var index = network.options();
    var madds = LayerCounter.maddsByOption(network);
    var cheapest = new int[index.decisions()];
    for (int decision = 0; decision < cheapest.length; decision++) {
      for (int option = 1; option < index.options(decision); option++) {
        if (madds[index.at(decision, option)] < madds[index.at(decision, cheapest[decision])]) {
          cheapest[decision] = option;
        }
      }
    }
    return cheapest;
  }

  /** Multiply-adds by those of the costliest option; all 0 where none costs anything. */
  static double[] relativeMadds(Network network) {
    var madds = LayerCounter.maddsByOption(network);
    double highest = Arrays.stream(madds).max().orElse(0);
    return Arrays.stream(madds).mapToDouble(each -> highest == 0 ? 0 : each / highest).toArray();
  }
}
