package org.espalier.models.space;

/**
 * One input of a node of a DARTS cell, as papers print it: an operation and where it reads.
 *
 * @param operation name of the operation
 * @param source node it reads, 0 or 1 for the outputs of the two cells before
 * @param target node it adds to, 2 to 5, above the source
 */
public record CellInput(String operation, int source, int target) {

  /** Checks the operation and the ranges. */
  public CellInput {
    if (!DartsGraph.OPERATIONS.contains(operation)) {
      throw new IllegalArgumentException(
          NearestName.message("operation", operation, DartsGraph.OPERATIONS));
    }
    if (target < DartsGraph.INPUTS || target >= DartsGraph.NODES) {
      throw new IllegalArgumentException("a target must be in [2, 5], was " + target);
    }
    if (source < 0 || source >= target) {
      throw new IllegalArgumentException(
          "a source of node " + target + " must be in [0, " + (target - 1) + "], was " + source);
    }
  }
}
