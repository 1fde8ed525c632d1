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
 * The networks of space {@code proxyless}: a stem, a fixed block without expansion, six stages of
 * inverted residuals, a pointwise convolution, and a classifier.
 *
 * <p>Source: the authors' code of ProxylessNAS (arXiv:1812.00332). The last convolution is scaled
 * by widths above 1 only, as there.
 */
record ProxylessNetwork(BlockSize size, InputShape input) implements Network {

  static final List<Integer> STRIDES = List.of(2, 2, 2, 2, 1, 2, 1);

  private static final int STEM = 32;
  private static final int FIRST = 16;
  private static final int FEATURES = 1280;

  /** Checks the settings. */
  ProxylessNetwork {
    size.strides(ProxylessSpace.NAME, input, STRIDES);
  }

  @Override
  public String name() {
    return ProxylessSpace.NAME;
  }

  @Override
  public OptionIndex options() {
    return Encodings.index(ProxylessSpace.DECISIONS);
  }

  @Override
  public <T> Logits<T> logits(LayerBuilder<T> b, T images) {
    var strides = size.strides(ProxylessSpace.NAME, input, STRIDES);
    var x =
        normActivated(b, "stem", b.conv("stem", images, 3, size.channels(STEM), strides.get(0)));
    x = InvertedResidual.mbConv(3, 1).apply(b, "first", x, size.channels(FIRST), 1);
    int at = 0;
    for (int stage = 0; stage < ProxylessSpace.WIDTHS.length; stage++) {
      for (int block = 0; block < ProxylessSpace.BLOCKS[stage]; block++) {
        int stride = block == 0 ? strides.get(stage + 1) : 1;
        var options = ProxylessSpace.operations(at);
        var choice = new NodeInput<>("block" + (at + 1), at, x, stride, options);
        x = b.node(List.of(choice), size.channels(ProxylessSpace.WIDTHS[stage]));
        at++;
      }
    }
    int features = size.width() > 1 ? size.channels(FEATURES) : FEATURES;
    var last = normActivated(b, "last", b.conv("last", x, 1, features, 1));
    return Logits.of(b.linear("classifier", b.globalAverage(last), input.classes()));
  }

  private static <T> T normActivated(LayerBuilder<T> b, String name, T x) {
    return b.activate(Activation.RELU6, b.norm(name, x, true));
  }
}
