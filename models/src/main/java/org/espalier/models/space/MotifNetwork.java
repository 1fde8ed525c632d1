package org.espalier.models.space;

import java.util.List;
import org.espalier.models.layer.Activation;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Logits;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.Operation;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.operation.InvertedResidual;

/**
 * The networks of AutoSpace: the stem, stages, widths and head of ProxylessNAS, and in each block
 * one of its options beside a shortcut where the shape stays.
 *
 * @param name of the space
 * @param options of the decisions
 * @param blocks of all stages, in order
 */
record MotifNetwork(
    String name, BlockSize size, InputShape input, OptionIndex options, List<Block> blocks)
    implements Network {
  static final List<Integer> STRIDES = ProxylessNetwork.STRIDES;
  private static final int STEM = 32;
  private static final int FIRST = 16;
  private static final int FEATURES = 1280;

  /**
   * What a block decides between.
   *
   * @param decision index of the decision
   * @param options its options
   * @param sharing which tensors the options have in common
   */
  record Block(int decision, List<Operation> options, NodeInput.Sharing sharing) {}

  /** Checks the settings. */
  MotifNetwork {
    blocks = List.copyOf(blocks);
    size.strides(name, input, STRIDES);
  }

  @Override
  public <T> Logits<T> logits(LayerBuilder<T> b, T images) {
    var strides = size.strides(name, input, STRIDES);
    var x =
        normActivated(b, "stem", b.conv("stem", images, 3, size.channels(STEM), strides.get(0)));
    x = InvertedResidual.mbConv(3, 1).apply(b, "first", x, size.channels(FIRST), 1);
    int at = 0;
    for (int stage = 0; stage < ProxylessSpace.WIDTHS.length; stage++) {
      int channels = size.channels(ProxylessSpace.WIDTHS[stage]);
      for (int block = 0; block < ProxylessSpace.BLOCKS[stage]; block++) {
        x = block(b, at, x, channels, block == 0 ? strides.get(stage + 1) : 1);
        at++;
      }
    }
    int features = size.width() > 1 ? size.channels(FEATURES) : FEATURES;
    var last = normActivated(b, "last", b.conv("last", x, 1, features, 1));
    return Logits.of(b.linear("classifier", b.globalAverage(last), input.classes()));
  }

  private <T> T block(LayerBuilder<T> b, int at, T x, int channels, int stride) {
    var block = blocks.get(at);
    // Blocks count from 1 in the released files; their block 0 is fixed.
    var choice =
        new NodeInput<>(
            "block" + (at + 1), block.decision(), x, stride, block.options(), block.sharing());
    var y = b.node(List.of(choice), channels);
    // The shortcut of the first block of a stage would join blocks that differ in kind.
    return ProxylessSpace.isFirst(at) || stride != 1 || b.channels(x) != channels
        ? y
        : b.add(List.of(x, y));
  }

  private static <T> T normActivated(LayerBuilder<T> b, String name, T x) {
    return b.activate(Activation.RELU6, b.norm(name, x, true));
  }
}
