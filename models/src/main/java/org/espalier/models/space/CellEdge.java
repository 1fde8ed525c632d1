package org.espalier.models.space;

/**
 * An edge between two nodes of a cell.
 *
 * @param cell index of the cell type: 0 normal, 1 reduction; 0 in spaces with one type
 * @param source node the edge leaves, at least 0
 * @param target node the edge enters, above the source
 */
public record CellEdge(int cell, int source, int target) {

  /** Checks the ranges. */
  public CellEdge {
    if (cell < 0) {
      throw new IllegalArgumentException("cell must be at least 0, was " + cell);
    }
    if (source < 0 || source >= target) {
      throw new IllegalArgumentException(
          "source must be in [0, " + target + "), the nodes before the target, was " + source);
    }
  }
}
