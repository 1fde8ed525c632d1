package org.espalier.models.operation;

import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * An operation whose output training drops for some images; the identity is never dropped.
 *
 * <p>Source: Larsson et al. 2017, FractalNet, arXiv:1605.07648; by image as in DARTS.
 *
 * @param operation the operation
 */
public record DroppedPath(Operation operation) implements Operation {

  @Override
  public String label() {
    return operation.label();
  }

  @Override
  public boolean isZero() {
    return operation.isZero();
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    var y = b.apply(operation, name, x, channels, stride);
    return y == x ? x : b.dropPath(y);
  }
}
