package org.espalier.models.network;

import java.util.List;

/**
 * An edge of the cell, a complete graph on four nodes of which 0 is the input and 3 the output.
 *
 * @param index position in the benchmark's order
 * @param source node the edge leaves
 * @param target node the edge enters
 */
record CellEdge(int index, int source, int target) {
  static final int NODES = 4;

  static final List<CellEdge> ALL =
      List.of(
          new CellEdge(0, 0, 1),
          new CellEdge(1, 0, 2),
          new CellEdge(2, 1, 2),
          new CellEdge(3, 0, 3),
          new CellEdge(4, 1, 3),
          new CellEdge(5, 2, 3));

  static final int COUNT = ALL.size();

  static List<CellEdge> into(int target) {
    return ALL.stream().filter(edge -> edge.target == target).toList();
  }

  /** Checks that the choice names one operation for each edge. */
  static int[] checkChoice(int[] choice) {
    if (choice.length != COUNT) {
      throw new IllegalArgumentException(
          "choice must name %d operations, one an edge, named %d".formatted(COUNT, choice.length));
    }
    for (int operation : choice) {
      if (operation < 0 || operation >= CellOperation.COUNT) {
        throw new IllegalArgumentException(
            "operation must be in [0, %d), was %d".formatted(CellOperation.COUNT, operation));
      }
    }
    return choice;
  }
}
