package org.espalier.models.space;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How a list of inputs says which node each of them enters. */
public enum DartsForm {
  /** {@code [operation, source]}, two for each node in turn: DARTS, PC-DARTS, DrNAS. */
  PAIRS,
  /** {@code [operation, source, target]}: CNAS. */
  TRIPLES,
  /** {@code [operation, source]} for all 14 edges in turn, {@code none} among them: SNAS. */
  ALL_EDGES;

  private static final int PAIRED = 8;

  /** One cell's inputs in the order that this form asks for; the published order where it can. */
  List<CellInput> order(List<CellInput> inputs) {
    return switch (this) {
      case TRIPLES -> inputs;
      case PAIRS -> paired(inputs);
      case ALL_EDGES -> everyEdge(inputs);
    };
  }

  /**
   * The node that input {@code index} of {@code count} pairs enters.
   *
   * @throws IllegalArgumentException if pairs of that count do not say so
   */
  static int target(int index, int count) {
    return switch (count) {
      case PAIRED -> DartsGraph.INPUTS + index / 2;
      case DartsGraph.CELL_EDGES -> DartsGraph.EDGES.get(index).target();
      default ->
          throw new IllegalArgumentException(
              "a cell must be 8 pairs, two a node, or 14, one an edge, was " + count);
    };
  }

  private static List<CellInput> paired(List<CellInput> inputs) {
    var sorted = inputs.stream().sorted(Comparator.comparing(CellInput::target)).toList();
    for (int i = 0; i < Math.max(PAIRED, sorted.size()); i++) {
      if (sorted.size() != PAIRED || sorted.get(i).target() != target(i, PAIRED)) {
        throw new IllegalArgumentException(
            "pairs need two inputs a node, the cell has "
                + inputs.stream().map(CellInput::target).sorted().toList()
                + " as targets");
      }
    }
    return sorted;
  }

  private static List<CellInput> everyEdge(List<CellInput> inputs) {
    var all = new ArrayList<CellInput>();
    for (var edge : DartsGraph.EDGES.subList(0, DartsGraph.CELL_EDGES)) {
      all.add(
          inputs.stream()
              .filter(input -> input.source() == edge.source() && input.target() == edge.target())
              .findFirst()
              .orElseGet(() -> new CellInput("none", edge.source(), edge.target())));
    }
    return all;
  }
}
