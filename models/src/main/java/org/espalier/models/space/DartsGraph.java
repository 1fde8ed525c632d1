package org.espalier.models.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.models.layer.Operation;
import org.espalier.models.operation.AveragePool;
import org.espalier.models.operation.DilatedConvolution;
import org.espalier.models.operation.MaxPool;
import org.espalier.models.operation.None;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.operation.SeparableConvolution;
import org.espalier.models.operation.SkipConnect;

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
      operations(true, PoolNorm.NONE).stream().map(Operation::label).toList();
  static final int NONE = OPERATIONS.indexOf("none");

  /** Edge i of cell type c is at position {@code 14·c + i}. */
  static final List<CellEdge> EDGES = edges();

  static final List<Decision> DECISIONS = decisions();

  private DartsGraph() {}

  /** The operations of an edge, in the order of DARTS's code. */
  static List<Operation> operations(boolean affine, PoolNorm pools) {
    return List.of(
        new None(),
        new MaxPool(pools),
        new AveragePool(pools),
        new SkipConnect(affine),
        new SeparableConvolution(3, affine),
        new SeparableConvolution(5, affine),
        new DilatedConvolution(3, affine),
        new DilatedConvolution(5, affine));
  }

  /** Index of an edge among those of its cell. */
  static int edge(int source, int target) {
    return (target - INPUTS) * (target + 1) / 2 + source;
  }

  private static List<CellEdge> edges() {
    var edges = new ArrayList<CellEdge>();
    for (int cell = 0; cell < CELLS.size(); cell++) {
      for (int target = INPUTS; target < NODES; target++) {
        for (int source = 0; source < target; source++) {
          edges.add(new CellEdge(cell, source, target));
        }
      }
    }
    return List.copyOf(edges);
  }

  private static List<Decision> decisions() {
    var decisions = new ArrayList<Decision>();
    for (var edge : EDGES) {
      decisions.add(new Decision("edge" + decisions.size(), OPERATIONS, Optional.of(edge)));
    }
    return List.copyOf(decisions);
  }
}
