package org.espalier.transforms.method.gradient;

import java.util.random.RandomGenerator;
import org.espalier.models.numbers.Floats;

/**
 * A softmax over the operations of each edge; operations that are not there have probability 0.
 *
 * @param choices which operations there are
 * @param values the probabilities, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step, is never compared
record SoftmaxRows(Choices choices, double[] values) {

  /** The softmax of the logits. */
  static SoftmaxRows of(float[] logits, Choices choices) {
    return of(Floats.doubles(logits), choices);
  }

  private static SoftmaxRows of(double[] logits, Choices choices) {
    var values = new double[logits.length];
    for (var edge = 0; edge < choices.edges(); edge++) {
      var highest = Double.NEGATIVE_INFINITY;
      for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
        highest = choices.has(i) ? Math.max(highest, logits[i]) : highest;
      }
      var sum = 0.0;
      for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
        values[i] = choices.has(i) ? Math.exp(logits[i] - highest) : 0;
        sum += values[i];
      }
      for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
        values[i] /= sum;
      }
    }
    return new SoftmaxRows(choices, values);
  }

  /**
   * A draw of the Gumbel-softmax: the softmax of (logits + Gumbel noise) / temperature.
   *
   * <p>Source: Jang, Gu, Poole, "Categorical reparameterization with Gumbel-softmax", ICLR 2017;
   * Maddison, Mnih, Teh, "The concrete distribution", ICLR 2017.
   */
  static SoftmaxRows gumbel(
      float[] logits, double temperature, Choices choices, RandomGenerator random) {
    var noisy = new double[logits.length];
    for (var i = 0; i < noisy.length; i++) {
      noisy[i] = (logits[i] - Math.log(-Math.log(open(random)))) / temperature;
    }
    return of(noisy, choices);
  }

  /** A uniform number above 0 and below 1. */
  private static double open(RandomGenerator random) {
    return random.nextDouble(Double.MIN_NORMAL, 1);
  }

  /**
   * The gradient by the logits.
   *
   * @param upstream gradient by the probabilities
   * @param temperature that the logits were divided by
   */
  double[] gradient(double[] upstream, double temperature) {
    var gradient = new double[values.length];
    for (var edge = 0; edge < choices.edges(); edge++) {
      var mean = 0.0;
      for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
        mean += values[i] * upstream[i];
      }
      for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
        gradient[i] = values[i] * (upstream[i] - mean) / temperature;
      }
    }
    return gradient;
  }

  /** One operation for each edge. */
  int[] draw(RandomGenerator random) {
    var path = new int[choices.edges()];
    for (var edge = 0; edge < path.length; edge++) {
      var left = random.nextDouble();
      for (var operation = 0; operation < choices.operations(); operation++) {
        var probability = values[choices.at(edge, operation)];
        // Rounding may leave a little at the end: the last operation that is there takes it.
        path[edge] = probability > 0 && left >= 0 ? operation : path[edge];
        left -= probability;
      }
    }
    return path;
  }

  /** The most probable operation of each edge, the first of equals. */
  int[] best() {
    var floats = floats();
    var path = new int[choices.edges()];
    for (var edge = 0; edge < path.length; edge++) {
      path[edge] = choices.best(edge, floats);
    }
    return path;
  }

  /** How far the highest probability of an edge lies above the second. */
  double margin(int edge) {
    var first = 0.0;
    var second = 0.0;
    for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
      second = Math.max(second, Math.min(first, values[i]));
      first = Math.max(first, values[i]);
    }
    return first - second;
  }

  /** The probabilities as a supernet takes them. */
  float[] floats() {
    return Floats.of(values);
  }
}
