package org.espalier.models.operation;

import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * ReLU, convolution, batch normalization: nor_conv of NAS-Bench-201, and what brings an input of a
 * DARTS cell to its width.
 *
 * @param kernel extent of the kernel
 * @param affine whether batch normalization has scale and offset
 */
public record ReluConvNorm(int kernel, boolean affine) implements Operation {

  @Override
  public String label() {
    return "nor_conv_%dx%d".formatted(kernel, kernel);
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    return b.norm(name, b.conv(name, b.relu(x), kernel, channels, stride), affine);
  }
}
