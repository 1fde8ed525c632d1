package org.espalier.models.operation;

import org.espalier.models.layer.Activation;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * The operation on an edge of an AutoSpace cell: nothing, the identity, or a depthwise convolution
 * with batch normalization and ReLU6. With a stride of 2 the identity keeps every other pixel. Our
 * reading of the released codes: see {@link MotifGenes}.
 *
 * @param code 1 for none, 2 for the identity, kernel + 2 for a convolution
 */
public record MotifEdge(int code) implements Operation {
  @Override
  public String label() {
    return switch (code) {
      case MotifGenes.NO_EDGE -> "none";
      case MotifGenes.IDENTITY -> "identity";
      default -> "%dx%d".formatted(kernel(), kernel());
    };
  }

  /** Extent of its kernel; 0 where it has none. */
  public int kernel() {
    return code - MotifGenes.IDENTITY;
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    if (isZero()) {
      return b.zero(x, stride);
    }
    if (code == MotifGenes.IDENTITY) {
      return stride == 1 ? x : b.averagePool(x, 1, stride);
    }
    var y = b.norm(name, b.depthwise(name, x, kernel(), stride, 1), true);
    return b.activate(Activation.RELU6, y);
  }

  @Override
  public boolean isZero() {
    return code == MotifGenes.NO_EDGE;
  }

  @Override
  public boolean isShared() {
    return code == MotifGenes.IDENTITY;
  }
}
