package org.espalier.models.data;

import java.util.stream.IntStream;

/** The linear model that the generated images must defeat: logits = W x + b, plain SGD. */
final class SoftmaxRegression {

  private static final float RATE = 0.002f;
  private static final int FLAT_FROM = 10;

  private final ImageSet images;
  private final int features;
  private final float[][] weights;

  SoftmaxRegression(ImageSet images) {
    this.images = images;
    this.features = images.imageBytes();
    this.weights = new float[images.classes()][features + 1];
  }

  void train(int[] indices, int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      float rate = epoch < FLAT_FROM ? RATE : RATE / 5;
      for (int index : Shuffle.shuffled(indices, epoch)) {
        step(pixels(index), images.label(index), rate);
      }
    }
  }

  double accuracy(int[] indices) {
    long hits =
        IntStream.of(indices)
            .filter(index -> largest(logits(pixels(index))) == images.label(index))
            .count();
    return (double) hits / indices.length;
  }

  private void step(float[] x, int label, float rate) {
    var logits = logits(x);
    double top = logits[largest(logits)];
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      logits[k] = Math.exp(logits[k] - top);
      sum += logits[k];
    }
    for (int k = 0; k < logits.length; k++) {
      float change = rate * (float) (logits[k] / sum - (k == label ? 1 : 0));
      for (int i = 0; i <= features; i++) {
        weights[k][i] -= change * x[i];
      }
    }
  }

  private double[] logits(float[] x) {
    var logits = new double[weights.length];
    for (int k = 0; k < logits.length; k++) {
      float sum = 0;
      for (int i = 0; i <= features; i++) {
        sum += weights[k][i] * x[i];
      }
      logits[k] = sum;
    }
    return logits;
  }

  /** The pixels, roughly normalized, and a one for the bias. */
  private float[] pixels(int index) {
    var bytes = images.batch(new int[] {index}).images();
    var x = new float[features + 1];
    for (int i = 0; i < features; i++) {
      x[i] = ((bytes.get(i) & 0xFF) / 255f - 0.5f) / 0.27f;
    }
    x[features] = 1;
    return x;
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }
}
