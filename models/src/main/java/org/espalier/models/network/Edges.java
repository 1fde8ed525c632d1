package org.espalier.models.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * How a node of a cell gets its value from the nodes before it: the one thing in which the three
 * networks differ.
 */
interface Edges {
  /**
   * The value of a node: the sum over its incoming edges.
   *
   * @param cell name of the cell
   * @param nodes the nodes before, node 0 first
   * @param channels channels of each node
   */
  Operand<TFloat32> into(Build build, String cell, List<NodeValue> nodes, int channels);
}
