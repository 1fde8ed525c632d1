package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One operation an edge, known when the graph is built.
 *
 * @param choice index of each edge's operation
 * @param affine whether batch normalization has a scale and an offset
 */
record FixedEdges(List<Integer> choice, boolean affine) implements Edges {
  @Override
  public Operand<TFloat32> into(Build build, String cell, List<NodeValue> nodes, int channels) {
    var terms = new ArrayList<Operand<TFloat32>>();
    for (var edge : CellEdge.into(nodes.size())) {
      var operation = CellOperation.ALL.get(choice.get(edge.index()));
      var x = nodes.get(edge.source());
      if (operation == CellOperation.SKIP_CONNECT) {
        terms.add(x.value());
      } else if (operation != CellOperation.NONE) {
        terms.add(EdgeOperation.apply(build, cell, edge, operation, x, channels, affine, null));
      }
    }
    return terms.isEmpty()
        ? build.tf().zerosLike(nodes.get(0).value())
        : Sums.pairwise(build.tf(), terms);
  }
}
