package org.espalier.models.network;

import java.util.List;

/**
 * Which operations are there, edge by edge.
 *
 * @param operations operations of an edge
 * @param flags [edges, operations] row by row; empty for all
 */
record Allowed(int operations, List<Boolean> flags) {
  Allowed {
    flags = List.copyOf(flags);
  }

  /** Checks the length, and that every edge keeps an operation. */
  static Allowed of(Cells cells, List<Boolean> flags) {
    int operations = cells.operations().size();
    if (!flags.isEmpty() && flags.size() != cells.edges() * operations) {
      throw new IllegalArgumentException(
          "allowed must have %d flags, one an edge and operation, has %d"
              .formatted(cells.edges() * operations, flags.size()));
    }
    for (int from = 0; from < flags.size(); from += operations) {
      if (!flags.subList(from, from + operations).contains(true)) {
        throw new IllegalArgumentException(
            "edge " + from / operations + " has no operation left: at least one must be allowed");
      }
    }
    return new Allowed(operations, flags);
  }

  boolean has(int edge, int operation) {
    return flags.isEmpty() || flags.get(edge * operations + operation);
  }
}
