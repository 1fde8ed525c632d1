package org.espalier.models.space;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Logits;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.Operation;
import org.espalier.models.numbers.OptionIndex;

/**
 * Every edge of a cell once, at 16 channels and stride 1: the place in which the operations of a
 * cell are compared, whatever the size of the network.
 *
 * @param operations operations of each edge
 * @param edges number of edges
 */
record LoneEdges(List<Operation> operations, int edges) implements Network {

  private static final int CHANNELS = 16;
  private static final int PIXELS = 8;

  @Override
  public String name() {
    return "lone-edges";
  }

  @Override
  public InputShape input() {
    return new InputShape(PIXELS, PIXELS, CHANNELS, 2);
  }

  @Override
  public OptionIndex options() {
    return OptionIndex.of(
        Collections.nCopies(edges, operations.size()).stream().mapToInt(i -> i).toArray());
  }

  @Override
  public <T> Logits<T> logits(LayerBuilder<T> b, T images) {
    var inputs =
        IntStream.range(0, edges)
            .mapToObj(edge -> new NodeInput<>("edge" + edge, edge, images, 1, operations))
            .toList();
    return Logits.of(b.node(inputs, CHANNELS));
  }
}
