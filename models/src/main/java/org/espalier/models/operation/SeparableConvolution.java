package org.espalier.models.operation;

import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * Twice ReLU, depthwise convolution, pointwise convolution, batch normalization: sep_conv of DARTS.
 * The stride is the first half's.
 *
 * <p>Source: Liu et al. 2019, DARTS, arXiv:1806.09055, section 3.1.
 *
 * @param kernel extent of the depthwise kernels
 * @param affine whether batch normalization has scale and offset
 */
public record SeparableConvolution(int kernel, boolean affine) implements Operation {

  @Override
  public String label() {
    return "sep_conv_%dx%d".formatted(kernel, kernel);
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    var first = half(b, name + "/first", x, b.channels(x), stride);
    return half(b, name + "/second", first, channels, 1);
  }

  private <T> T half(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    var y = b.depthwise(name + "/depthwise", b.relu(x), kernel, stride, 1);
    return b.norm(name, b.conv(name + "/pointwise", y, 1, channels, 1), affine);
  }
}
