package org.espalier.models.space;

import java.util.List;
import org.espalier.schemas.Genotype;

/**
 * A search space whose cells are graphs of edges, each with one operation: it relaxes into a
 * supernet that mixes the operations of an edge or picks one of them.
 */
public interface EdgeSpace extends SearchSpace {

  /** The edges of all cell types, in the order of the encoding: decision i is edge i. */
  List<CellEdge> edges();

  /** Index of the operation that outputs zeros, the absence of an edge. */
  int none();

  /**
   * The genotype that a supernet's strengths amount to. Among equals the lower index wins.
   *
   * @param optionScores strength of each operation on each edge, {@code [edges × operations]} row
   *     by row; larger is stronger, never NaN
   * @param allowed which operations may be chosen, of the same shape
   * @throws IllegalArgumentException naming the edge on which too little is allowed or a strength
   *     is NaN, or the length that is wrong
   */
  Genotype derive(double[] optionScores, boolean[] allowed);
}
