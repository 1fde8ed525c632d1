package org.espalier.models.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How a node of a cell gets its value from the nodes before it: the one thing in which the networks
 * of a space differ.
 */
interface Edges {
  /**
   * An edge into a node.
   *
   * @param edge its index among the edges of all cell types
   * @param source the node it leaves
   * @param stride 1, or 2 where it halves height and width
   */
  record Incoming(int edge, NodeValue source, int stride) {}

  /**
   * The value of a node: the sum over its incoming edges.
   *
   * @param cell name of the cell
   * @param incoming at least one edge
   * @param channels channels of each node
   */
  Operand<TFloat32> into(Build build, String cell, List<Incoming> incoming, int channels);

  /** What an edge without an operation gives. */
  static Operand<TFloat32> nothing(Ops tf, Operand<TFloat32> x, int stride) {
    return tf.zerosLike(stride == 1 ? x : Pixels.everyOther(tf, x));
  }
}
