package org.espalier.models.operation;

import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * The mean of 3×3 pixels, padding left out of it.
 *
 * @param norm what follows
 */
public record AveragePool(PoolNorm norm) implements Operation {

  @Override
  public String label() {
    return "avg_pool_3x3";
  }

  @Override
  public boolean isShared() {
    return norm == PoolNorm.NONE;
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    return norm.after(b, name, b.averagePool3(x, stride));
  }
}
