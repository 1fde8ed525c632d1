package org.espalier.models.network;

/**
 * Which operation of which cell edge is being built, if any.
 *
 * @param edge index of the edge, or -1 outside of cells
 * @param operation index of the operation, or -1
 */
record Placement(int edge, int operation) {
  static final Placement EVERYWHERE = new Placement(-1, -1);
}
