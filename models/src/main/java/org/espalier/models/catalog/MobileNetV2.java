package org.espalier.models.catalog;

import org.espalier.models.layer.Activation;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Logits;
import org.espalier.models.layer.Network;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.operation.InvertedResidual;

/**
 * MobileNetV2 at width 1: a network in which nothing is chosen, and whose size everyone knows.
 *
 * <p>Source: Sandler et al. 2018, <a href="https://arxiv.org/abs/1801.04381">arXiv:1801.04381</a>,
 * table 2.
 */
record MobileNetV2(InputShape input) implements Network {

  /** Expansion, channels, blocks and stride of the first, stage by stage. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private static final int STEM = 32;
  private static final int FEATURES = 1280;

  @Override
  public String name() {
    return "mobilenetv2";
  }

  @Override
  public OptionIndex options() {
    return OptionIndex.of();
  }

  @Override
  public <T> Logits<T> logits(LayerBuilder<T> b, T images) {
    var x = normActivated(b, "stem", b.conv("stem", images, 3, STEM, 2));
    int at = 0;
    for (var stage : STAGES) {
      for (int block = 0; block < stage[2]; block++) {
        int stride = block == 0 ? stage[3] : 1;
        x = InvertedResidual.mbConv(3, stage[0]).apply(b, "block" + at, x, stage[1], stride);
        at++;
      }
    }
    var last = normActivated(b, "last", b.conv("last", x, 1, FEATURES, 1));
    return Logits.of(b.linear("classifier", b.globalAverage(last), input.classes()));
  }

  private static <T> T normActivated(LayerBuilder<T> b, String name, T x) {
    return b.activate(Activation.RELU6, b.norm(name, x, true));
  }
}
