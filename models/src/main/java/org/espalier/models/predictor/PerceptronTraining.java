package org.espalier.models.predictor;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Least squares by stochastic gradient descent with Nesterov's momentum, the rate falling to 0 by a
 * cosine. Where a unit is dropped its output is 0, and those that stay are scaled up.
 */
final class PerceptronTraining {

  private final Perceptron net;
  private final PredictorSettings settings;
  private final RandomGenerator random;
  private final double[] weights;
  private final double[] momentum;
  private final double[] gradient;

  /** A net with fresh weights; the generator draws these, the order of the pairs and what drops. */
  PerceptronTraining(Perceptron net, PredictorSettings settings, RandomGenerator random) {
    this.net = net;
    this.settings = settings;
    this.random = random;
    this.weights = net.initial(random);
    this.momentum = new double[net.size()];
    this.gradient = new double[net.size()];
  }

  /** Trains; returns the weights. */
  double[] on(List<double[]> inputs, double[] targets) {
    int batch = Math.min(settings.batchSize(), targets.length);
    int perEpoch = (targets.length + batch - 1) / batch;
    var order = IntStream.range(0, targets.length).toArray();
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      shuffle(order);
      for (int step = 0; step < perEpoch; step++) {
        double done = (double) (epoch * perEpoch + step) / (settings.epochs() * perEpoch);
        double rate = settings.learningRate() * (1 + Math.cos(Math.PI * done)) / 2;
        int end = Math.min((step + 1) * batch, order.length);
        step(Arrays.copyOfRange(order, step * batch, end), inputs, targets, rate);
      }
    }
    return weights;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private void shuffle(int[] order) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
  }

  private void step(int[] pairs, List<double[]> inputs, double[] targets, double rate) {
    Arrays.fill(gradient, 0);
    for (int pair : pairs) {
      add(inputs.get(pair), targets[pair], 2.0 / pairs.length);
    }
    for (int i = 0; i < weights.length; i++) {
      double slope = gradient[i] + settings.weightDecay() * weights[i];
      momentum[i] = settings.momentum() * momentum[i] + slope;
      weights[i] -= rate * (slope + settings.momentum() * momentum[i]);
    }
  }

  /** Adds the gradient of the weighted square of one pair's error. */
  private void add(double[] x, double target, double weight) {
    var first = net.layer(0, weights, x);
    var firstKept = kept(first);
    var second = net.layer(1, weights, first);
    var secondKept = kept(second);
    double error = net.layer(2, weights, second)[0] - target;
    var upstream = back(2, new double[] {weight * error}, second);
    var below = back(1, times(upstream, secondKept), first);
    back(0, times(below, firstKept), x);
  }

  /** Makes a hidden layer's output of its sums; returns what its slopes are times. */
  private double[] kept(double[] sums) {
    var kept = new double[sums.length];
    double scale = 1 / (1 - settings.dropout());
    for (int i = 0; i < sums.length; i++) {
      boolean dropped = settings.dropout() > 0 && random.nextDouble() < settings.dropout();
      kept[i] = sums[i] > 0 && !dropped ? scale : 0;
      sums[i] *= kept[i];
    }
    return kept;
  }

  /** Adds the gradient by a layer's weights; returns that by its inputs. */
  private double[] back(int layer, double[] slopes, double[] x) {
    int in = net.in(layer);
    int biases = net.offset(layer) + slopes.length * in;
    var below = new double[in];
    for (int unit = 0; unit < slopes.length; unit++) {
      double slope = slopes[unit];
      if (slope == 0) {
        continue;
      }
      gradient[biases + unit] += slope;
      int row = net.offset(layer) + unit * in;
      for (int i = 0; i < in; i++) {
        gradient[row + i] += slope * x[i];
        below[i] += slope * weights[row + i];
      }
    }
    return below;
  }

  private static double[] times(double[] x, double[] factors) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factors[i];
    }
    return x;
  }
}
