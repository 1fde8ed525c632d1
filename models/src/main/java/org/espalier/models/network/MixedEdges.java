package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The weighted sum of all operations on every edge. */
final class MixedEdges implements Edges {
  private final List<FanOut> weights;
  private final boolean affine;

  /** Takes the weights as one tensor, [edges, operations]. */
  MixedEdges(Ops tf, Operand<TFloat32> weights, boolean affine) {
    long count = (long) CellEdge.COUNT * CellOperation.COUNT;
    var each = tf.unstack(tf.reshape(weights, tf.array(-1)), count).output();
    this.weights = each.stream().map(weight -> new FanOut(tf, weight)).toList();
    this.affine = affine;
  }

  @Override
  public Operand<TFloat32> into(Build build, String cell, List<NodeValue> nodes, int channels) {
    var terms = new ArrayList<Operand<TFloat32>>();
    for (var edge : CellEdge.into(nodes.size())) {
      var x = nodes.get(edge.source());
      for (var operation : CellOperation.ALL) {
        if (operation != CellOperation.NONE) {
          var weight = weights.get(edge.index() * CellOperation.COUNT + operation.index()).next();
          terms.add(EdgeOperation.apply(build, cell, edge, operation, x, channels, affine, weight));
        }
      }
    }
    return Sums.pairwise(build.tf(), terms);
  }
}
