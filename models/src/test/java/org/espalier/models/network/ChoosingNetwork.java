package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Logits;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.Operation;
import org.espalier.models.layer.SourceChoice;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.operation.AveragePool;
import org.espalier.models.operation.None;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.operation.ReluConvNorm;

/**
 * Two cells of one node each, the second halving height and width, with the same decisions: two
 * sources among the stem and a convolution of it, then two of four operations.
 */
record ChoosingNetwork(InputShape input) implements Network {

  static final int CHANNELS = 4;
  private static final List<Operation> OPERATIONS =
      List.of(
          new None(),
          new ReluConvNorm(1, true),
          new ReluConvNorm(3, false),
          new AveragePool(PoolNorm.NONE));

  @Override
  public String name() {
    return "choosing";
  }

  @Override
  public OptionIndex options() {
    return OptionIndex.of(2, 2, OPERATIONS.size(), OPERATIONS.size());
  }

  @Override
  public boolean choosesSources() {
    return true;
  }

  @Override
  public <T> Logits<T> logits(LayerBuilder<T> b, T images) {
    var x = b.norm("stem", b.conv("stem", images, 3, CHANNELS, 1), true);
    for (int cell = 0; cell < 2; cell++) {
      var other = b.relu(b.conv("cell" + cell, x, 1, CHANNELS, 1));
      var inputs = new ArrayList<NodeInput<T>>();
      for (int source = 0; source < 2; source++) {
        for (int input = 0; input < 2; input++) {
          inputs.add(
              new NodeInput<>(
                  "cell" + cell + "/edge" + source,
                  2 + input,
                  source == 0 ? x : other,
                  1 + cell,
                  OPERATIONS,
                  NodeInput.Sharing.NONE,
                  new SourceChoice(input, source, 1 - input, 3 - input, input == 1)));
        }
      }
      x = b.node(inputs, CHANNELS);
    }
    return Logits.of(b.linear("classifier", b.globalAverage(x), input.classes()));
  }
}
