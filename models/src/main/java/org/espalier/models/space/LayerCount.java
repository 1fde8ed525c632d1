package org.espalier.models.space;

/** Adds up layers as a network is walked. Sizes are the height and width of a layer's output. */
final class LayerCount {

  private static final int NORM_OPERATIONS = 2;

  private long parameters;
  private long convMadds;
  private long linearMadds;
  private long elementwise;

  /** A square convolution without bias. */
  LayerCount conv(int kernel, int in, int out, int size) {
    long weights = (long) kernel * kernel * in * out;
    parameters += weights;
    convMadds += weights * size * size;
    return this;
  }

  /** A depthwise convolution without bias: a square kernel for each channel. */
  LayerCount depthwise(int kernel, int channels, int size) {
    long weights = (long) kernel * kernel * channels;
    parameters += weights;
    convMadds += weights * size * size;
    return this;
  }

  /** Batch normalization with a scale and a shift a channel. */
  LayerCount norm(int channels, int size) {
    parameters += 2L * channels;
    return plainNorm(channels, size);
  }

  /** Batch normalization without scale and shift. */
  LayerCount plainNorm(int channels, int size) {
    elementwise += (long) NORM_OPERATIONS * channels * size * size;
    return this;
  }

  LayerCount relu(int channels, int size) {
    elementwise += (long) channels * size * size;
    return this;
  }

  /** A fully connected layer with bias. */
  LayerCount linear(int in, int out) {
    parameters += (long) in * out + out;
    linearMadds += (long) in * out;
    return this;
  }

  Cost cost(CountingRule rule) {
    long madds =
        switch (rule) {
          case CONV -> convMadds;
          case CONV_FC -> convMadds + linearMadds;
          case PROFILER -> convMadds + linearMadds + elementwise;
        };
    return new Cost(parameters, madds, rule);
  }
}
