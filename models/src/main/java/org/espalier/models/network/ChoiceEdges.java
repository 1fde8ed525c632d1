package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** All operations on every edge, of which one, named when the step is run, is executed. */
final class ChoiceEdges implements Edges {
  /** What an edge of one cell gave: where its gate would be. */
  record Taken(CellEdge edge, Operand<TFloat32> output) {}

  private final List<Output<TInt32>> indices;
  private final boolean affine;
  private final List<Taken> taken = new ArrayList<>();

  /** Takes the index of each edge's operation, [edges]. */
  ChoiceEdges(Ops tf, Operand<TInt32> choice, boolean affine) {
    this.indices = tf.unstack(choice, (long) CellEdge.COUNT).output();
    this.affine = affine;
  }

  @Override
  public Operand<TFloat32> into(Build build, String cell, List<NodeValue> nodes, int channels) {
    var terms = new ArrayList<Operand<TFloat32>>();
    for (var edge : CellEdge.into(nodes.size())) {
      var output = choose(build, cell, edge, nodes.get(edge.source()), channels);
      taken.add(new Taken(edge, output));
      terms.add(output);
    }
    return Sums.pairwise(build.tf(), terms);
  }

  Operand<TInt32> index(int edge) {
    return indices.get(edge);
  }

  List<Taken> taken() {
    return taken;
  }

  private Operand<TFloat32> choose(
      Build build, String cell, CellEdge edge, NodeValue x, int channels) {
    var tf = build.tf();
    var inputs = Choice.split(tf, x.value(), index(edge.index()), CellOperation.COUNT);
    var results = new ArrayList<Operand<TFloat32>>();
    for (var operation : CellOperation.ALL) {
      var input = new NodeValue(tf, inputs.get(operation.index()));
      results.add(EdgeOperation.apply(build, cell, edge, operation, input, channels, affine, null));
    }
    return Choice.merge(tf, results);
  }
}
