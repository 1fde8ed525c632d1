package org.espalier.models.operation;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.Operation;

/**
 * All cells of AutoSpace with one expansion: its edges and its mixes are decisions of the network,
 * as {@link MotifGenes#GENES} lists them.
 *
 * @param expansion code of the expansion
 * @param first decision of the cell's first gene, the expansion; the others follow
 */
public record GeneMotif(int expansion, int first) implements Operation {
  private static final List<Operation> MIXES =
      List.of(new AbsentLayer("add"), new ChannelAttention());
  private static final int FIRST_MIX = 1;
  private static final int FIRST_EDGE = 3;

  /** The options of the expansion of a cell whose first gene is this decision. */
  public static List<Operation> options(int first) {
    return IntStream.range(0, MotifGenes.EXPANSIONS.size())
        .<Operation>mapToObj(expansion -> new GeneMotif(expansion, first))
        .toList();
  }

  /** The operations that an edge's gene chooses from. */
  public static List<MotifEdge> edges(int edge) {
    return MotifGenes.GENES.get(FIRST_EDGE + edge).codes().stream().map(MotifEdge::new).toList();
  }

  @Override
  public String label() {
    return "e" + MotifGenes.EXPANSIONS.get(expansion);
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    return new Wiring(first)
        .apply(b, name, x, MotifGenes.EXPANSIONS.get(expansion), channels, stride);
  }

  private static final class Wiring extends MotifWiring {
    private final int first;

    Wiring(int first) {
      this.first = first;
    }

    @Override
    <T> T node(
        LayerBuilder<T> b,
        String name,
        int node,
        List<Integer> edges,
        List<T> sources,
        List<Integer> strides) {
      var inputs =
          IntStream.range(0, edges.size())
              .mapToObj(at -> input(name, edges.get(at), sources.get(at), strides.get(at)))
              .toList();
      int channels = b.channels(sources.get(0));
      var sum = b.node(inputs, channels);
      if (node == 1) {
        return sum;
      }
      int mix = first + FIRST_MIX + node - 2;
      return b.node(List.of(new NodeInput<>(name + "/mix" + node, mix, sum, 1, MIXES)), channels);
    }

    private <T> NodeInput<T> input(String name, int edge, T source, int stride) {
      var operations = List.<Operation>copyOf(edges(edge));
      return new NodeInput<>(
          name + "/edge" + edge, first + FIRST_EDGE + edge, source, stride, operations);
    }
  }
}
