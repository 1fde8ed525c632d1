package org.espalier.models.operation;

import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/** No operation: zeros. */
public record None() implements Operation {

  @Override
  public String label() {
    return "none";
  }

  @Override
  public boolean isZero() {
    return true;
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    return b.zero(x, stride);
  }
}
