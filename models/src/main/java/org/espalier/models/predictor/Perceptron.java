package org.espalier.models.predictor;

import java.util.random.RandomGenerator;

/**
 * A net of two hidden layers with positive parts, and one output. Its weights lie in one flat
 * array: of each layer the matrix, [out, in] row by row, then the biases.
 *
 * @param inputs numbers that go in, at least 1
 * @param hidden units of each hidden layer, at least 1
 */
record Perceptron(int inputs, int hidden) {

  /** Number of weights. */
  int size() {
    return offset(3);
  }

  /** Where the weights of a layer begin, from 0; of layer 3: where they end. */
  int offset(int layer) {
    int first = hidden * (inputs + 1);
    int second = hidden * (hidden + 1);
    return switch (layer) {
      case 0 -> 0;
      case 1 -> first;
      case 2 -> first + second;
      default -> first + second + hidden + 1;
    };
  }

  int in(int layer) {
    return layer == 0 ? inputs : hidden;
  }

  int out(int layer) {
    return layer == 2 ? 1 : hidden;
  }

  /** Fresh weights, uniform in ±1/√(inputs of a unit), as PyTorch draws them. */
  double[] initial(RandomGenerator random) {
    var weights = new double[size()];
    for (int layer = 0; layer < 3; layer++) {
      double bound = 1 / Math.sqrt(in(layer));
      for (int i = offset(layer); i < offset(layer + 1); i++) {
        weights[i] = (2 * random.nextDouble() - 1) * bound;
      }
    }
    return weights;
  }

  /** What a layer makes of its inputs, before the positive part. */
  double[] layer(int layer, double[] weights, double[] x) {
    int in = in(layer);
    var y = new double[out(layer)];
    int biases = offset(layer) + y.length * in;
    for (int unit = 0; unit < y.length; unit++) {
      double sum = weights[biases + unit];
      int row = offset(layer) + unit * in;
      for (int i = 0; i < in; i++) {
        if (x[i] != 0) {
          sum += weights[row + i] * x[i];
        }
      }
      y[unit] = sum;
    }
    return y;
  }

  /** The output. */
  double apply(double[] weights, double[] x) {
    var first = positive(layer(0, weights, x));
    var second = positive(layer(1, weights, first));
    return layer(2, weights, second)[0];
  }

  private static double[] positive(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(0, x[i]);
    }
    return x;
  }
}
