package org.espalier.models.operation;

import java.util.List;
import org.espalier.models.layer.Activation;
import org.espalier.models.layer.ChannelCount;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * The mobile inverted bottleneck: pointwise convolution to more channels, depthwise convolution,
 * squeeze-and-excitation if asked for, pointwise convolution to the output, each convolution with
 * batch normalization and the first two with an activation. The input is added where it has the
 * output's shape.
 *
 * <p>Source: Sandler et al. 2018, MobileNetV2, arXiv:1801.04381; with squeeze-and-excitation,
 * Howard et al. 2019, MobileNetV3, arXiv:1905.02244.
 *
 * @param label its name as an option
 * @param kernel extent of the depthwise kernels, odd
 * @param expansion channels between by those of the input, at least 1; without a first convolution
 *     if 1
 * @param activation after the first two convolutions
 * @param squeezes whether with squeeze-and-excitation
 */
public record InvertedResidual(
    String label, int kernel, int expansion, Activation activation, boolean squeezes)
    implements Operation {

  /** Without squeeze-and-excitation, called as ProxylessNAS does: {@code 3x3_MBConv6}. */
  public static InvertedResidual mbConv(int kernel, int expansion) {
    var label = "%dx%d_MBConv%d".formatted(kernel, kernel, expansion);
    return new InvertedResidual(label, kernel, expansion, Activation.RELU6, false);
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    int in = b.channels(x);
    var y = x;
    if (expansion > 1) {
      y = b.conv(name + "/expand", y, 1, ChannelCount.divisible((double) in * expansion), 1);
      y = b.activate(activation, b.norm(name + "/expand", y, true));
    }
    y = b.depthwise(name + "/depthwise", y, kernel, stride, 1);
    y = b.activate(activation, b.norm(name + "/depthwise", y, true));
    if (squeezes) {
      y = SqueezeExcitation.apply(b, name + "/squeeze", y);
    }
    y = b.norm(name + "/project", b.conv(name + "/project", y, 1, channels, 1), true);
    return stride == 1 && in == channels ? b.add(List.of(x, y)) : y;
  }
}
