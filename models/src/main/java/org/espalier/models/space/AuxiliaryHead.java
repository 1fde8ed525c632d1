package org.espalier.models.space;

import org.espalier.models.layer.LayerBuilder;

/**
 * The second classifier of a network of DARTS cells, for training alone: ReLU, average pool 5×5,
 * convolution 1×1 to 128, convolution 2×2 to 768, both with batch normalization and ReLU, global
 * average, linear.
 *
 * <p>Source: Liu et al. 2019, DARTS, arXiv:1806.09055, its code's auxiliary heads. For ImageNet the
 * pool has a stride of 2 rather than 3 and no normalization follows the second convolution. The
 * average, of one pixel in the published networks, is CNAS's.
 */
final class AuxiliaryHead {

  static final String NAME = "auxiliary";

  private static final int NARROW = 128;
  private static final int WIDE = 768;

  private AuxiliaryHead() {}

  /** [batch, h, w, channels] → logits [batch, classes]; height and width after two reductions. */
  static <T> T apply(LayerBuilder<T> b, Stem stem, T x, int classes) {
    var pooled = b.averagePool(b.relu(x), 5, stem == Stem.CIFAR ? 3 : 2);
    var first = b.conv(NAME + "/first", pooled, 1, NARROW, 1);
    first = b.relu(b.norm(NAME + "/first", first, true));
    var second = b.unpaddedConv(NAME + "/second", first, 2, WIDE);
    if (stem == Stem.CIFAR) {
      second = b.norm(NAME + "/second", second, true);
    }
    return b.linear(NAME, b.globalAverage(b.relu(second)), classes);
  }

  /** Height and width from which on the pool leaves 2×2 pixels for the second convolution. */
  static int smallestImage(Stem stem) {
    // 8 pixels after two halvings, each rounded up, or 7 after five.
    return stem == Stem.CIFAR ? 29 : 193;
  }
}
