package org.espalier.models.operation;

import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * No layer: what enters leaves. Only where a layer has a stride of 1 and keeps the channels.
 *
 * @param label its name as an option
 */
public record AbsentLayer(String label) implements Operation {

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    if (stride != 1 || b.channels(x) != channels) {
      throw new IllegalArgumentException(
          "%s: a layer of stride %d from %d to %d channels cannot be absent"
              .formatted(name, stride, b.channels(x), channels));
    }
    return x;
  }

  @Override
  public boolean isShared() {
    return true;
  }
}
