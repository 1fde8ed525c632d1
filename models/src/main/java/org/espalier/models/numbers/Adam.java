package org.espalier.models.numbers;

import java.util.function.IntPredicate;

/**
 * Adam on an array of parameters; networks have their own optimizer in the graph.
 *
 * <p>Source: Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1; the
 * decay added to the gradient and epsilon are as PyTorch has them.
 */
public final class Adam {

  private static final double EPSILON = 1e-8;
  private static final double CLIP_EPSILON = 1e-6;

  /** To what values and moments are rounded after each update. */
  public enum Precision {
    /** To float, so that what is stored in float is all there is. */
    SINGLE,
    /** Not at all. */
    DOUBLE
  }

  private final double[] values;
  private final double[] first;
  private final double[] second;
  private final Precision precision;
  private long updates;

  /**
   * Goes on from a state; the arrays are changed in place.
   *
   * @param values the parameters
   * @param first moving averages of their gradients
   * @param second moving averages of the squares
   * @param updates updates made so far
   */
  public Adam(double[] values, double[] first, double[] second, long updates, Precision precision) {
    if (first.length != values.length || second.length != values.length) {
      throw new IllegalArgumentException(
          "%d parameters need as many moments, have %d and %d"
              .formatted(values.length, first.length, second.length));
    }
    this.values = values;
    this.first = first;
    this.second = second;
    this.updates = updates;
    this.precision = precision;
  }

  /** Updates made. */
  public long updates() {
    return updates;
  }

  /**
   * One step down the gradient.
   *
   * @param active which parameters move; the others keep value and moments
   */
  public void descend(double[] gradient, AdamSettings settings, IntPredicate active) {
    updates++;
    var clip = clip(gradient, settings.clipNorm(), active);
    var firstBias = 1 - Math.pow(settings.firstDecay(), (double) updates);
    var secondBias = 1 - Math.pow(settings.secondDecay(), (double) updates);
    for (var i = 0; i < values.length; i++) {
      if (active.test(i)) {
        var slope = clip * gradient[i] + settings.weightDecay() * values[i];
        first[i] = average(first[i], slope, settings.firstDecay());
        second[i] = average(second[i], slope * slope, settings.secondDecay());
        var deviation = Math.sqrt(second[i] / secondBias) + EPSILON;
        var step = settings.learningRate() * first[i] / firstBias / deviation;
        values[i] = rounded(values[i] - rounded(step));
      }
    }
  }

  private double average(double before, double value, double decay) {
    return rounded(decay * before + (1 - decay) * value);
  }

  private double rounded(double value) {
    return precision == Precision.SINGLE ? (float) value : value;
  }

  private static double clip(double[] gradient, double largest, IntPredicate active) {
    if (largest == 0) {
      return 1;
    }
    var squares = 0.0;
    for (var i = 0; i < gradient.length; i++) {
      squares += active.test(i) ? gradient[i] * gradient[i] : 0;
    }
    return Math.min(1, largest / (Math.sqrt(squares) + CLIP_EPSILON));
  }
}
