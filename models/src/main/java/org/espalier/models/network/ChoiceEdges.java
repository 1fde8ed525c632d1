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
  record Taken(int edge, Operand<TFloat32> output) {}

  private final Cells cells;
  private final Allowed allowed;
  private final List<Output<TInt32>> indices;
  private final boolean affine;
  private final List<Taken> taken = new ArrayList<>();

  /** Takes the index of each edge's operation, [edges]. */
  ChoiceEdges(Ops tf, Cells cells, Allowed allowed, Operand<TInt32> choice, boolean affine) {
    this.cells = cells;
    this.allowed = allowed;
    this.indices = tf.unstack(choice, (long) cells.edges()).output();
    this.affine = affine;
  }

  @Override
  public Operand<TFloat32> into(Build build, String cell, List<Incoming> incoming, int channels) {
    var terms = new ArrayList<Operand<TFloat32>>();
    for (var edge : incoming) {
      var output = choose(build, cell, edge, channels);
      taken.add(new Taken(edge.edge(), output));
      terms.add(output);
    }
    return Sums.pairwise(build.tf(), terms);
  }

  int edges() {
    return cells.edges();
  }

  int operations() {
    return cells.operations().size();
  }

  Operand<TInt32> index(int edge) {
    return indices.get(edge);
  }

  List<Taken> taken() {
    return taken;
  }

  private Operand<TFloat32> choose(Build build, String cell, Incoming edge, int channels) {
    var tf = build.tf();
    var inputs = Choice.split(tf, edge.source().value(), index(edge.edge()), operations());
    var results = new ArrayList<Operand<TFloat32>>();
    for (int operation = 0; operation < operations(); operation++) {
      var input = inputs.get(operation);
      if (operation == cells.none() || !allowed.has(edge.edge(), operation)) {
        results.add(Edges.nothing(tf, input, edge.stride()));
      } else {
        var at = build.at(edge.edge(), operation);
        var name = cells.name(cell, edge.edge(), operation);
        var x = new NodeValue(tf, input);
        results.add(cells.operation(at, name, operation, x, channels, edge.stride(), affine, null));
      }
    }
    return Choice.merge(tf, results);
  }
}
