package org.espalier.models.network.controller;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Rounds of message passing over the graph of subspaces: one node a centre, one edge a pair, from
 * the worse to the better. Every pair of nodes has a place in [nodes, nodes, hidden]; where there
 * is no edge, its features are zero.
 *
 * <p>A node's message from another is made of its <em>own</em> features and of the edges between
 * the two: what the other is like is known from the edges only.
 */
final class SubspaceEncoder {

  private final Ops tf;
  private final ControllerShape shape;
  private final Matrices parameters;
  private final Operand<TFloat32> present;
  private final Operand<TFloat32> others;

  /**
   * An encoder.
   *
   * @param order 1 where there is an edge from row to column and 0 elsewhere, [nodes, nodes]
   */
  SubspaceEncoder(ControllerShape shape, Matrices parameters, Operand<TFloat32> order) {
    this.tf = parameters.tf();
    this.shape = shape;
    this.parameters = parameters;
    this.present = tf.expandDims(order, tf.constant(2));
    this.others = tf.constant(others(shape.centres()));
  }

  private static float[][][] others(int nodes) {
    var weights = new float[nodes][nodes][1];
    for (var i = 0; i < nodes; i++) {
      for (var j = 0; j < nodes; j++) {
        weights[i][j][0] = i == j ? 0 : 1f / (nodes - 1);
      }
    }
    return weights;
  }

  /** Hidden features of the nodes, [nodes, hidden], from their features, [nodes, features]. */
  Operand<TFloat32> encode(Operand<TFloat32> nodes) {
    var change =
        tf.math.sub(tf.expandDims(nodes, tf.constant(0)), tf.expandDims(nodes, tf.constant(1)));
    Operand<TFloat32> hidden = parameters.linear(nodes, "node");
    Operand<TFloat32> edges = present(parameters.linear(rows(change, shape.features()), "edge"));
    for (var layer = 0; layer < shape.layers(); layer++) {
      hidden = node(layer, hidden, edges);
      if (layer < shape.layers() - 1) {
        edges = edge(layer, hidden, edges);
      }
    }
    return hidden;
  }

  private Operand<TFloat32> node(int layer, Operand<TFloat32> hidden, Operand<TFloat32> edges) {
    var reversed = tf.linalg.transpose(edges, tf.constant(new int[] {1, 0, 2}));
    var heard = rows(join(2, List.of(spread(hidden, 1), edges, reversed)), 3 * shape.hidden());
    var messages = tf.nn.relu(parameters.times(heard, layer + ".message"));
    var pooled = pairs(tf.nn.relu(parameters.linear(messages, layer + ".pool")));
    var mean = tf.sum(tf.math.mul(pooled, others), tf.constant(1));
    return tf.nn.relu(parameters.times(join(1, List.of(hidden, mean)), layer + ".node"));
  }

  private Operand<TFloat32> edge(int layer, Operand<TFloat32> hidden, Operand<TFloat32> edges) {
    var seen =
        rows(join(2, List.of(edges, spread(hidden, 1), spread(hidden, 0))), 3 * shape.hidden());
    return present(tf.nn.relu(parameters.times(seen, layer + ".edge")));
  }

  private Operand<TFloat32> join(int axis, List<Operand<TFloat32>> parts) {
    return tf.concat(parts, tf.constant(axis));
  }

  private Operand<TFloat32> rows(Operand<TFloat32> input, int columns) {
    return tf.reshape(input, tf.constant(new int[] {-1, columns}));
  }

  private Operand<TFloat32> pairs(Operand<TFloat32> rows) {
    return tf.reshape(rows, pairShape());
  }

  private Operand<TFloat32> present(Operand<TFloat32> rows) {
    return tf.math.mul(pairs(rows), present);
  }

  private Operand<TFloat32> spread(Operand<TFloat32> hidden, int axis) {
    return tf.broadcastTo(tf.expandDims(hidden, tf.constant(axis)), pairShape());
  }

  private Operand<TInt32> pairShape() {
    return tf.constant(new int[] {shape.centres(), shape.centres(), shape.hidden()});
  }
}
