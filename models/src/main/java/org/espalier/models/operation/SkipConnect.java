package org.espalier.models.operation;

import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * The identity; with a stride of 2 a {@link FactorizedReduce}.
 *
 * @param affine whether the batch normalization of the latter has scale and offset
 */
public record SkipConnect(boolean affine) implements Operation {

  @Override
  public String label() {
    return "skip_connect";
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    return stride == 1 ? x : FactorizedReduce.apply(b, name, x, channels, affine);
  }
}
