package org.espalier.models.space;

import java.util.List;
import org.espalier.models.layer.Activation;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Logits;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.operation.InvertedResidual;

/**
 * The networks of space {@code mobilenetv3}: a stem and a fixed block, five units of up to four
 * inverted residuals, and the head of MobileNetV3. The second unit, the fourth and the fifth have
 * squeeze-and-excitation; the first two units ReLU, all after them h-swish.
 *
 * <p>Source: Cai et al. 2020, Once-for-All, arXiv:1908.09791, and its authors' code ({@code
 * OFAMobileNetV3}), which DSM-NAS takes at width 1.2. Without the dropout of 0.1 before the
 * classifier, which belongs to training from scratch.
 */
record MobileNetV3Network(BlockSize size, InputShape input) implements Network {

  static final int UNITS = 5;
  static final int LAYERS = 4;
  static final List<Integer> STRIDES = List.of(2, 2, 2, 2, 1, 2);

  private static final int FIRST = 16;
  private static final int[] WIDTHS = {24, 40, 80, 112, 160};
  private static final int LAST = 960;
  private static final int FEATURES = 1280;

  /** Checks the settings. */
  MobileNetV3Network {
    size.strides(MobileNetV3Space.NAME, input, STRIDES);
  }

  static Activation activation(int unit) {
    return unit < 2 ? Activation.RELU : Activation.HARD_SWISH;
  }

  static boolean squeezes(int unit) {
    return unit == 1 || unit >= 3;
  }

  @Override
  public String name() {
    return MobileNetV3Space.NAME;
  }

  @Override
  public OptionIndex options() {
    return Encodings.index(MobileNetV3Space.DECISIONS);
  }

  @Override
  public <T> Logits<T> logits(LayerBuilder<T> b, T images) {
    var strides = size.strides(MobileNetV3Space.NAME, input, STRIDES);
    var stem = b.conv("stem", images, 3, size.channels(FIRST), strides.get(0));
    var x = b.activate(Activation.HARD_SWISH, b.norm("stem", stem, true));
    var first = new InvertedResidual("first", 3, 1, Activation.RELU, false);
    x = first.apply(b, "first", x, size.channels(FIRST), 1);
    for (int unit = 0; unit < UNITS; unit++) {
      for (int layer = 0; layer < LAYERS; layer++) {
        int decision = unit * LAYERS + layer;
        int stride = layer == 0 ? strides.get(unit + 1) : 1;
        var options = MobileNetV3Space.operations(decision);
        var choice =
            new NodeInput<>("layer" + decision, decision, x, stride, options, size.elastic());
        x = b.node(List.of(choice), size.channels(WIDTHS[unit]));
      }
    }
    var last = b.norm("last", b.conv("last", x, 1, size.channels(LAST), 1), true);
    var mean = b.meanPixel(b.activate(Activation.HARD_SWISH, last));
    var features = b.conv("features", mean, 1, size.channels(FEATURES), 1);
    var vector = b.globalAverage(b.activate(Activation.HARD_SWISH, features));
    return Logits.of(b.linear("classifier", vector, input.classes()));
  }
}
