package org.espalier.models.numbers;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Independent softmax distributions, one a decision, over the options that exist; an option that
 * does not has probability 0.
 *
 * @param mask which options exist
 * @param values the probabilities, one a position
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step, is never compared
public record Softmax(OptionMask mask, double[] values) {

  /** The softmax of logits, one a position. */
  public static Softmax of(double[] logits, OptionMask mask) {
    var index = mask.index();
    var values = new double[logits.length];
    for (var decision = 0; decision < index.decisions(); decision++) {
      var highest = Double.NEGATIVE_INFINITY;
      for (var i = index.start(decision); i < index.end(decision); i++) {
        highest = mask.has(i) ? Math.max(highest, logits[i]) : highest;
      }
      var sum = 0.0;
      for (var i = index.start(decision); i < index.end(decision); i++) {
        values[i] = mask.has(i) ? Math.exp(logits[i] - highest) : 0;
        sum += values[i];
      }
      for (var i = index.start(decision); i < index.end(decision); i++) {
        values[i] /= sum;
      }
    }
    return new Softmax(mask, values);
  }

  /** The softmax of logits, one a position. */
  public static Softmax of(float[] logits, OptionMask mask) {
    return of(Floats.doubles(logits), mask);
  }

  /**
   * A draw of the Gumbel-softmax: the softmax of (logits + Gumbel noise) / temperature.
   *
   * <p>Source: Jang, Gu, Poole, "Categorical reparameterization with Gumbel-softmax", ICLR 2017;
   * Maddison, Mnih, Teh, "The concrete distribution", ICLR 2017.
   *
   * @param temperature above 0
   */
  public static Softmax gumbel(
      float[] logits, double temperature, OptionMask mask, RandomGenerator random) {
    var noisy = new double[logits.length];
    for (var i = 0; i < noisy.length; i++) {
      // Above 0 and below 1, so that both logarithms are finite.
      var uniform = random.nextDouble(Double.MIN_NORMAL, 1);
      noisy[i] = (logits[i] - Math.log(-Math.log(uniform))) / temperature;
    }
    return of(noisy, mask);
  }

  /**
   * The gradient by the logits.
   *
   * @param outputGradient gradient by the probabilities
   * @param temperature that the logits were divided by
   */
  public double[] gradient(double[] outputGradient, double temperature) {
    var index = mask.index();
    var gradient = new double[values.length];
    for (var decision = 0; decision < index.decisions(); decision++) {
      var mean = 0.0;
      for (var i = index.start(decision); i < index.end(decision); i++) {
        mean += values[i] * outputGradient[i];
      }
      for (var i = index.start(decision); i < index.end(decision); i++) {
        gradient[i] = values[i] * (outputGradient[i] - mean) / temperature;
      }
    }
    return gradient;
  }

  /** Adds {@code weight} times the gradient of the log-probability of one option a decision. */
  public void addLogGradient(int[] options, double weight, double[] gradient) {
    var index = mask.index();
    for (var decision = 0; decision < index.decisions(); decision++) {
      for (var i = index.start(decision); i < index.end(decision); i++) {
        var chosen = i == index.at(decision, options[decision]) ? 1 : 0;
        gradient[i] += weight * (chosen - values[i]);
      }
    }
  }

  /** One option for each decision. */
  public int[] draw(RandomGenerator random) {
    var index = mask.index();
    var options = new int[index.decisions()];
    for (var decision = 0; decision < options.length; decision++) {
      var left = random.nextDouble();
      for (var option = 0; option < index.options(decision); option++) {
        var probability = values[index.at(decision, option)];
        // Rounding may leave a little at the end: the last option that exists takes it.
        options[decision] = probability > 0 && left >= 0 ? option : options[decision];
        left -= probability;
      }
    }
    return options;
  }

  /** The most probable option of each decision, the first of equals. */
  public int[] best() {
    return IntStream.range(0, mask.index().decisions())
        .map(decision -> mask.best(decision, values))
        .toArray();
  }

  /** How far the highest probability of a decision lies above the second. */
  public double margin(int decision) {
    var first = 0.0;
    var second = 0.0;
    for (var i = mask.index().start(decision); i < mask.index().end(decision); i++) {
      second = Math.max(second, Math.min(first, values[i]));
      first = Math.max(first, values[i]);
    }
    return first - second;
  }

  /** Mean entropy of a decision, nats. */
  public double entropy() {
    var index = mask.index();
    return IntStream.range(0, index.decisions())
        .mapToDouble(decision -> entropy(values, index.start(decision), index.end(decision)))
        .average()
        .orElse(0);
  }

  /** Entropy of the probabilities in [start, end), nats. */
  public static double entropy(double[] probabilities, int start, int end) {
    var entropy = 0.0;
    for (var i = start; i < end; i++) {
      entropy -= probabilities[i] > 0 ? probabilities[i] * Math.log(probabilities[i]) : 0;
    }
    return entropy;
  }

  /** The probabilities as a supernet takes them. */
  public float[] floats() {
    return Floats.of(values);
  }
}
