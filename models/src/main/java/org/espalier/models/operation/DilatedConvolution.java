package org.espalier.models.operation;

import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * ReLU, depthwise convolution of dilation 2, pointwise convolution, batch normalization: dil_conv
 * of DARTS.
 *
 * <p>Source: Liu et al. 2019, DARTS, arXiv:1806.09055, section 3.1.
 *
 * @param kernel extent of the depthwise kernel
 * @param affine whether batch normalization has scale and offset
 */
public record DilatedConvolution(int kernel, boolean affine) implements Operation {

  private static final int DILATION = 2;

  @Override
  public String label() {
    return "dil_conv_%dx%d".formatted(kernel, kernel);
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    var y = b.depthwise(name + "/depthwise", b.relu(x), kernel, stride, DILATION);
    return b.norm(name, b.conv(name + "/pointwise", y, 1, channels, 1), affine);
  }
}
