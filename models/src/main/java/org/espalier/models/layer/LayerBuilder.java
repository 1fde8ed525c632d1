package org.espalier.models.layer;

import java.util.List;

/**
 * What a network is described to. The counter adds up, the lister lists tensors, the graph builder
 * builds; a description cannot tell which of them listens.
 *
 * <p>Feature maps are [batch, height, width, channels]. Padding is symmetric, as in PyTorch; with a
 * stride of 2, odd extents are halved to the larger half. A name is the prefix of a layer's
 * tensors: asking for a name again means the same tensor.
 *
 * @param <T> what stands for a feature map
 */
public interface LayerBuilder<T> {

  /** Channels of a feature map. */
  int channels(T x);

  /**
   * Applies an operation. A builder may have it once for all who apply the same to x, where it is
   * {@linkplain Operation#isShared() shared}.
   */
  default T apply(Operation operation, String name, T x, int channels, int stride) {
    return operation.apply(this, name, x, channels, stride);
  }

  /** A square convolution to {@code out} channels, without bias. */
  T conv(String name, T x, int kernel, int out, int stride);

  /** The same at stride 1 without padding: each extent shrinks by {@code kernel − 1}. */
  T unpaddedConv(String name, T x, int kernel, int out);

  /**
   * A convolution of each channel by itself, without bias.
   *
   * @param dilation distance of the pixels that it looks at, 1 or 2
   */
  T depthwise(String name, T x, int kernel, int stride, int dilation);

  /**
   * Batch normalization over all but the channels.
   *
   * @param affine whether with a scale and an offset a channel
   */
  T norm(String name, T x, boolean affine);

  /** An activation of each element. */
  T activate(Activation activation, T x);

  /** The positive part. */
  default T relu(T x) {
    return activate(Activation.RELU, x);
  }

  /** A 1×1 convolution to {@code out} channels, with a bias. */
  T biasedPointwise(String name, T x, int out);

  /** Every other channel, beginning with the first (0) or the second (1). */
  T alternateChannels(T x, int first);

  /** Each channel of x times its factor: [batch, h, w, channels] by [batch, 1, 1, channels]. */
  T scale(T x, T factors);

  /** The maximum of 3×3 pixels; padding is never the maximum. */
  T maxPool3(T x, int stride);

  /** The mean of 3×3 pixels; padding does not count. */
  T averagePool3(T x, int stride);

  /** The mean of a window without padding: windows that do not fit are left out. */
  T averagePool(T x, int window, int stride);

  /** One more row at the top and column at the left where their number is odd. */
  T evenExtents(T x);

  /** All but the first row and the first column. */
  T withoutFirstPixels(T x);

  /** Zeros of the shape of x behind a stride. */
  T zero(T x, int stride);

  /** The sum of feature maps of one shape. */
  T add(List<T> terms);

  /** Feature maps of equal height and width, channels side by side. */
  T concat(List<T> parts);

  /** The mean of all pixels: [batch, channels]. */
  T globalAverage(T x);

  /** The mean of all pixels as one pixel: [batch, 1, 1, channels]. */
  T meanPixel(T x);

  /** A linear layer: [batch, channels] → [batch, out]. */
  T linear(String name, T x, int out, boolean bias);

  /** A linear layer with bias: [batch, channels] → [batch, out]. */
  default T linear(String name, T x, int out) {
    return linear(name, x, out, true);
  }

  /**
   * A node: the sum over its inputs, each one option of a decision.
   *
   * @param inputs at least one
   * @param channels channels of the node
   */
  T node(List<NodeInput<T>> inputs, int channels);

  /** In training, zeros for some images and a larger x for the others; otherwise x. */
  T dropPath(T x);

  /** Whether this is the pass that trains: only there are auxiliary classifiers built. */
  boolean trains();
}
