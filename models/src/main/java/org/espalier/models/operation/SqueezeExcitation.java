package org.espalier.models.operation;

import org.espalier.models.layer.Activation;
import org.espalier.models.layer.ChannelCount;
import org.espalier.models.layer.LayerBuilder;

/**
 * Squeeze-and-excitation: each channel times a factor in [0, 1] that two pointwise convolutions
 * make of the means of all channels, by way of a quarter of them.
 *
 * <p>Source: Hu et al. 2018, arXiv:1709.01507; with the activations and the number of channels of
 * MobileNetV3, arXiv:1905.02244, as the authors' code of Once-for-All has them.
 */
public final class SqueezeExcitation {

  private static final int REDUCTION = 4;

  private SqueezeExcitation() {}

  /** [batch, h, w, channels] → the same. */
  public static <T> T apply(LayerBuilder<T> b, String name, T x) {
    int channels = b.channels(x);
    var few = b.biasedPointwise(name + "/reduce", b.meanPixel(x), reduced(channels));
    var all = b.biasedPointwise(name + "/expand", b.relu(few), channels);
    return b.scale(x, b.activate(Activation.HARD_SIGMOID, all));
  }

  /** The channels between. */
  public static int reduced(int channels) {
    return ChannelCount.divisible(Math.floorDiv(channels, REDUCTION));
  }
}
