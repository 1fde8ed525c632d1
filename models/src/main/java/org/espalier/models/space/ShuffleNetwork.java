package org.espalier.models.space;

import java.util.List;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Logits;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.numbers.OptionIndex;

/**
 * The networks of space {@code shufflenet}: a stem, four stages of choice blocks, a pointwise
 * convolution, and a classifier without bias.
 *
 * <p>Source: the authors' code of DSNAS (arXiv:2002.09128), whose checkpoints have no bias either.
 * Its dropout of 0.1 before the classifier is left out. A width other than 1 scales the stem and
 * the stages, which nobody published.
 */
record ShuffleNetwork(BlockSize size, InputShape input) implements Network {

  static final List<Integer> STRIDES = List.of(2, 2, 2, 2, 2);

  private static final int STEM = 16;
  private static final int[] WIDTHS = {64, 160, 320, 640};
  private static final int FEATURES = 1024;

  /** Checks the settings. */
  ShuffleNetwork {
    var strides = size.strides(ShuffleNetSpace.NAME, input, STRIDES);
    // The first block of a stage that halves needs more channels than enter it.
    int before = size.channels(STEM);
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      int channels = size.channels(WIDTHS[stage]);
      if (channels < before || (channels == before && strides.get(stage + 1) > 1)) {
        throw new IllegalArgumentException(
            "width must be larger in space shufflenet: at %s stage %d has %d channels where %d enter"
                .formatted(size.width(), stage + 1, channels, before));
      }
      before = channels;
    }
  }

  @Override
  public String name() {
    return ShuffleNetSpace.NAME;
  }

  @Override
  public OptionIndex options() {
    return Encodings.index(ShuffleNetSpace.DECISIONS);
  }

  @Override
  public <T> Logits<T> logits(LayerBuilder<T> b, T images) {
    var strides = size.strides(ShuffleNetSpace.NAME, input, STRIDES);
    var stem = b.conv("stem", images, 3, size.channels(STEM), strides.get(0));
    var x = b.relu(b.norm("stem", stem, true));
    int at = 0;
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      for (int block = 0; block < ShuffleNetSpace.BLOCKS[stage]; block++) {
        int stride = block == 0 ? strides.get(stage + 1) : 1;
        var choice = new NodeInput<>("block" + at, at, x, stride, ShuffleNetSpace.OPERATIONS);
        x = b.node(List.of(choice), size.channels(WIDTHS[stage]));
        at++;
      }
    }
    var last = b.relu(b.norm("last", b.conv("last", x, 1, FEATURES, 1), true));
    return Logits.of(b.linear("classifier", b.globalAverage(last), input.classes(), false));
  }
}
