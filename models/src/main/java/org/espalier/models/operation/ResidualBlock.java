package org.espalier.models.operation;

import java.util.List;
import org.espalier.models.layer.LayerBuilder;

/**
 * The reduction between stages of NAS-Bench-201: two ReLU-conv3×3-BN, the first of stride 2, beside
 * an average pool and a 1×1 convolution.
 */
public final class ResidualBlock {

  private ResidualBlock() {}

  /** [batch, h, w, in] → [batch, h/2, w/2, out]. */
  public static <T> T apply(LayerBuilder<T> b, String name, T x, int out) {
    var first = new ReluConvNorm(3, true).apply(b, name + "/first", x, out, 2);
    var second = new ReluConvNorm(3, true).apply(b, name + "/second", first, out, 1);
    var shortcut = b.conv(name + "/shortcut", b.averagePool(x, 2, 2), 1, out, 1);
    return b.add(List.of(second, shortcut));
  }
}
