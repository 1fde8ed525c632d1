package org.espalier.models.operation;

import java.util.List;
import org.espalier.models.layer.LayerBuilder;

/**
 * Half the height and width without a kernel's overlap: ReLU, two convolutions 1×1 of stride 2, the
 * second one pixel further down and right, side by side, batch normalization.
 *
 * <p>Source: Liu et al. 2019, DARTS, arXiv:1806.09055, its code's {@code FactorizedReduce}. An odd
 * extent gets one more row or column at the top or left before both, as in CNAS.
 */
public final class FactorizedReduce {

  private FactorizedReduce() {}

  /**
   * [batch, h, w, in] → [batch, ⌈h/2⌉, ⌈w/2⌉, out].
   *
   * @param out at least 2; of an odd number the second convolution makes one more
   */
  public static <T> T apply(LayerBuilder<T> b, String name, T x, int out, boolean affine) {
    if (out < 2) {
      throw new IllegalArgumentException("out must be at least 2, was " + out);
    }
    int half = out / 2;
    var even = b.evenExtents(b.relu(x));
    var shifted = b.withoutFirstPixels(even);
    var both =
        b.concat(
            List.of(
                b.conv(name + "/even", even, 1, half, 2),
                b.conv(name + "/odd", shifted, 1, out - half, 2)));
    return b.norm(name, both, affine);
  }
}
