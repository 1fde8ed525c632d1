package org.espalier.models.operation;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Operation;

/**
 * A cell of AutoSpace as an operation; the block around it has the shortcut. The cell {@code
 * 2-00-5-12-12} is the inverted residual of kernel 3 and expansion 6.
 *
 * <p>Source: the layer {@code Motif} of AutoSpace's released files (arXiv:2103.11833). How it
 * computes is our reading, as {@link MotifGenes} and {@link ChannelAttention} say.
 *
 * @param label its name as an option
 * @param genes what it is made of
 */
public record Motif(String label, MotifGenes genes) implements Operation {
  /** Called by its genes. */
  public static Motif of(MotifGenes genes) {
    return new Motif(genes.text(), genes);
  }

  @Override
  public <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride) {
    return new Wiring(genes).apply(b, name, x, genes.expansion(), channels, stride);
  }

  private static final class Wiring extends MotifWiring {
    private final MotifGenes genes;

    Wiring(MotifGenes genes) {
      this.genes = genes;
    }

    @Override
    <T> T node(
        LayerBuilder<T> b,
        String name,
        int node,
        List<Integer> edges,
        List<T> sources,
        List<Integer> strides) {
      var terms = new ArrayList<T>();
      for (int at = 0; at < edges.size(); at++) {
        var edge = new MotifEdge(genes.edge(edges.get(at)));
        var source = sources.get(at);
        var prefix = name + "/edge" + edges.get(at);
        if (!edge.isZero()) {
          terms.add(edge.apply(b, prefix, source, b.channels(source), strides.get(at)));
        }
      }
      var sum = b.add(terms);
      return node > 1 && genes.attends(node)
          ? new ChannelAttention().apply(b, name, sum, b.channels(sum), 1)
          : sum;
    }
  }
}
