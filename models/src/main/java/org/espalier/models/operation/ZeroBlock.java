package org.espalier.models.operation;

import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/** A block that adds nothing to its shortcut, called {@code Zero} as ProxylessNAS does. */
public record ZeroBlock() implements Operation {
  @Override
  public String label() {
    return "Zero";
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
