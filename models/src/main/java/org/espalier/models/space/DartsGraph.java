package org.espalier.models.space;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The graph that all DARTS cells are subsets of: two input nodes, four intermediate nodes, an edge
 * from each node to each intermediate node after it; and the operations of an edge.
 */
final class DartsGraph {

  static final int INPUTS = 2;
  static final int NODES = 6;
  static final int CELL_EDGES = 14;
  static final List<String> CELLS = List.of("normal", "reduce");

  static final List<String> OPERATIONS =
      List.of(
          "none",
          "max_pool_3x3",
          "avg_pool_3x3",
          "skip_connect",
          "sep_conv_3x3",
          "sep_conv_5x5",
          "dil_conv_3x3",
          "dil_conv_5x5");

  static final int NONE = 0;

  /** Edge i of cell type c is at position {@code 14·c + i}. */
  static final List<CellEdge> EDGES =
      IntStream.range(0, CELLS.size()).boxed().flatMap(DartsGraph::edges).toList();

  private DartsGraph() {}

  /** Index of an edge among those of its cell. */
  static int edge(int source, int target) {
    return (target - INPUTS) * (target + 1) / 2 + source;
  }

  private static Stream<CellEdge> edges(int cell) {
    return IntStream.range(INPUTS, NODES)
        .boxed()
        .flatMap(
            target ->
                IntStream.range(0, target).mapToObj(source -> new CellEdge(cell, source, target)));
  }
}
