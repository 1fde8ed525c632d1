package org.espalier.models.layer;

import org.espalier.models.numbers.OptionIndex;

/**
 * Multiply-adds of a network for one image, option by option: convolutions and linear layers.
 *
 * @param index where the options lie
 * @param always of what every architecture has
 * @param options of each option, wherever the network has it
 */
@SuppressWarnings("ArrayRecordComponent") // read only, never compared
public record OptionMadds(OptionIndex index, double always, long[] options) {

  /** Those of a described network. */
  public static OptionMadds of(Network network) {
    var index = network.options();
    var options = LayerCounter.maddsByOption(network);
    var first = new int[index.decisions()];
    double all = LayerCounter.cost(network, first, CountingRule.CONV_FC).madds();
    return new OptionMadds(index, all - sum(index, first, options), options);
  }

  /** Those of one architecture: option of each decision. */
  public double of(int[] path) {
    return always + sum(index, path, options);
  }

  /**
   * The mean over architectures whose options are drawn independently.
   *
   * @param probabilities one a position
   */
  public double expected(double[] probabilities) {
    double sum = always;
    for (int at = 0; at < options.length; at++) {
      sum += probabilities[at] * options[at];
    }
    return sum;
  }

  private static double sum(OptionIndex index, int[] path, long[] options) {
    double sum = 0;
    for (int decision = 0; decision < path.length; decision++) {
      sum += options[index.at(decision, path[decision])];
    }
    return sum;
  }
}
