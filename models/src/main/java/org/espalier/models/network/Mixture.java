package org.espalier.models.network;

/**
 * What one step of a mixed supernet mixes.
 *
 * @param operations weight of each operation on each edge, [edges, operations] row by row
 * @param edges weight of each edge, [edges]; empty where the supernet has none
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Mixture(float[] operations, float[] edges) {

  /** A mixture for a supernet whose edges have no weights. */
  public static Mixture of(float... operations) {
    return new Mixture(operations, new float[0]);
  }
}
