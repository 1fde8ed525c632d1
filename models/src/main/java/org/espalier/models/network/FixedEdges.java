package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One operation an edge, known when the graph is built.
 *
 * @param cells what operations do
 * @param choice index of each edge's operation
 * @param affine whether batch normalization has a scale and an offset
 */
record FixedEdges(Cells cells, List<Integer> choice, boolean affine) implements Edges {
  @Override
  public Operand<TFloat32> into(Build build, String cell, List<Incoming> incoming, int channels) {
    var terms = new ArrayList<Operand<TFloat32>>();
    for (var edge : incoming) {
      int operation = choice.get(edge.edge());
      if (operation == cells.skip() && edge.stride() == 1) {
        terms.add(edge.source().value());
      } else if (operation != cells.none()) {
        var at = build.at(edge.edge(), operation);
        var name = cells.name(cell, edge.edge(), operation);
        terms.add(
            cells.operation(
                at, name, operation, edge.source(), channels, edge.stride(), affine, null));
      }
    }
    var first = incoming.get(0);
    return terms.isEmpty()
        ? Edges.nothing(build.tf(), first.source().value(), first.stride())
        : Sums.pairwise(build.tf(), terms);
  }
}
