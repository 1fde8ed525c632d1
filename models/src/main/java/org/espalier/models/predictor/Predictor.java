package org.espalier.models.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.OptionIndex;

/**
 * Predicts the accuracy of architectures from their one-hot code, by a net that was trained on some
 * whose accuracy was measured. Immutable.
 *
 * <p>Source: the accuracy predictor in the authors' code of DSM-NAS, two hidden layers with
 * dropout. What differs: accuracies are brought to mean 0 and deviation 1 for training, and back.
 */
public final class Predictor {

  private final OptionIndex index;
  private final int hidden;
  private final float[] values;

  /**
   * A predictor out of its values.
   *
   * @param index options of each decision
   * @param hidden units of each hidden layer
   * @param values as {@link #values} gives them
   * @throws IllegalArgumentException if there are more or fewer than such a predictor has
   */
  public Predictor(OptionIndex index, int hidden, float[] values) {
    int wanted = new Perceptron(index.size(), hidden).size() + 2;
    if (values.length != wanted) {
      throw new IllegalArgumentException(
          "a predictor of %d options and %d hidden units has %d values, was given %d"
              .formatted(index.size(), hidden, wanted, values.length));
    }
    this.index = index;
    this.hidden = hidden;
    this.values = values.clone();
  }

  /**
   * A predictor trained on measured architectures.
   *
   * @param encodings the architectures, at least 1
   * @param scores what was measured of each
   * @param random draws fresh weights, the order of the pairs, and dropped units
   */
  public static Predictor trained(
      OptionIndex index,
      List<int[]> encodings,
      double[] scores,
      PredictorSettings settings,
      RandomGenerator random) {
    double mean = Arrays.stream(scores).average().orElseThrow();
    double variance = Arrays.stream(scores).map(each -> Math.pow(each - mean, 2)).sum();
    double deviation = Math.max(Math.sqrt(variance / scores.length), 1e-6);
    var inputs = new ArrayList<double[]>();
    encodings.forEach(encoding -> inputs.add(oneHot(index, encoding)));
    var targets = Arrays.stream(scores).map(each -> (each - mean) / deviation).toArray();
    var net = new Perceptron(index.size(), settings.hidden());
    var weights = new PerceptronTraining(net, settings, random).on(inputs, targets);
    var values = new float[weights.length + 2];
    values[0] = (float) mean;
    values[1] = (float) deviation;
    for (int i = 0; i < weights.length; i++) {
      values[i + 2] = (float) weights[i];
    }
    return new Predictor(index, settings.hidden(), values);
  }

  /** The predicted score of an architecture: option of each decision. */
  public double score(int[] encoding) {
    var weights = new double[values.length - 2];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = values[i + 2];
    }
    var net = new Perceptron(index.size(), hidden);
    return values[0] + values[1] * net.apply(weights, oneHot(index, encoding));
  }

  /** Mean and deviation of the scores it was trained on, then the weights. */
  public float[] values() {
    return values.clone();
  }

  private static double[] oneHot(OptionIndex index, int[] encoding) {
    var code = new double[index.size()];
    for (int decision = 0; decision < encoding.length; decision++) {
      code[index.at(decision, encoding[decision])] = 1;
    }
    return code;
  }
}
