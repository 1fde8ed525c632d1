package org.espalier.models.graph;

import java.util.List;
import org.espalier.models.layer.NodeInput;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * How a node gets its value from its inputs: the one thing in which the networks of one description
 * differ.
 */
interface Nodes {

  /**
   * The value of a node: the sum over its inputs.
   *
   * @param b builds the options
   * @param inputs at least one
   * @param channels channels of the node
   */
  Operand<TFloat32> sum(GraphBuilder b, List<NodeInput<SharedOutput>> inputs, int channels);

  /** What a node without any operation is: zeros like its first input behind its stride. */
  static Operand<TFloat32> zeros(
      GraphBuilder b, List<NodeInput<SharedOutput>> inputs, int channels) {
    var first = inputs.get(0);
    return GraphBuilder.zeros(b.tf(), first.source().next(), first.stride(), channels);
  }
}
