package org.espalier.models.network;

import java.util.List;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Logits;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.operation.GeneMotif;
import org.espalier.models.operation.MotifGenes;

/** Two blocks of one group's genes, the first of stride 2: the least that has all of a cell. */
record ToyCells(InputShape input) implements Network {
  private static final int CHANNELS = 8;

  @Override
  public String name() {
    return "toy-cells";
  }

  @Override
  public OptionIndex options() {
    return OptionIndex.of(
        MotifGenes.GENES.stream().mapToInt(gene -> gene.codes().size()).toArray());
  }

  @Override
  public <T> Logits<T> logits(LayerBuilder<T> b, T images) {
    var x = b.relu(b.norm("stem", b.conv("stem", images, 3, CHANNELS, 1), true));
    x = b.node(List.of(cell("block1", x, 2)), 2 * CHANNELS);
    x = b.add(List.of(x, b.node(List.of(cell("block2", x, 1)), 2 * CHANNELS)));
    return Logits.of(b.linear("classifier", b.globalAverage(x), input.classes()));
  }

  private static <T> NodeInput<T> cell(String name, T x, int stride) {
    return new NodeInput<>(name, 0, x, stride, GeneMotif.options(0), NodeInput.Sharing.CELL);
  }
}
