package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The weighted sum of all operations on every edge, on the first 1/K of the channels. The other
 * channels pass by: as they are at stride 1, through a 2×2 max-pool at stride 2. Then the channels
 * of the node are shuffled in K groups.
 *
 * <p>Source: Xu et al. 2020, "PC-DARTS", ICLR. There every edge bypasses and shuffles for itself;
 * both are linear in the edges of a node, so here a node does it once for the sum of its edges.
 */
final class MixedEdges implements Edges {
  private final Cells cells;
  private final Allowed allowed;
  private final int partial;
  private final boolean affine;
  private final List<FanOut> weights;
  private final @Nullable List<FanOut> edgeWeights;

  /**
   * Takes the weights.
   *
   * @param mixture weights of the operations, [edges, operations]
   * @param edgeWeights weights of the edges, [edges], or null for none
   */
  MixedEdges(
      Ops tf,
      Cells cells,
      NetworkKind.Mixed kind,
      Operand<TFloat32> mixture,
      @Nullable Operand<TFloat32> edgeWeights,
      boolean affine) {
    this.cells = cells;
    this.allowed = Allowed.of(cells, kind.allowed());
    this.partial = kind.partial();
    this.affine = affine;
    var both =
        edgeWeights == null
            ? mixture
            : tf.math.mul(mixture, tf.expandDims(edgeWeights, tf.constant(1)));
    this.weights = scalars(tf, both, cells.edges() * cells.operations().size());
    this.edgeWeights = edgeWeights == null ? null : scalars(tf, edgeWeights, cells.edges());
  }

  @Override
  public Operand<TFloat32> into(Build build, String cell, List<Incoming> incoming, int channels) {
    if (partial == 1) {
      return mixed(build, cell, incoming, channels);
    }
    var tf = build.tf();
    int part = channels / partial;
    var parts = new ArrayList<Incoming>();
    for (var edge : incoming) {
      parts.add(new Incoming(edge.edge(), edge.source().part(part), edge.stride()));
    }
    var sum = mixed(build, cell, parts, part);
    var bypass = bypass(tf, incoming, part);
    return shuffle(tf, tf.concat(List.of(sum, bypass), tf.constant(3)), channels);
  }

  /////////////////////////////////////////////////////////////////////////////

  private Operand<TFloat32> mixed(Build build, String cell, List<Incoming> incoming, int channels) {
    var terms = new ArrayList<Operand<TFloat32>>();
    for (var edge : incoming) {
      for (int operation = 0; operation < cells.operations().size(); operation++) {
        if (operation != cells.none() && allowed.has(edge.edge(), operation)) {
          var at = build.at(edge.edge(), operation);
          var name = cells.name(cell, edge.edge(), operation);
          var weight = weights.get(edge.edge() * cells.operations().size() + operation).next();
          terms.add(
              cells.operation(
                  at, name, operation, edge.source(), channels, edge.stride(), affine, weight));
        }
      }
    }
    var first = incoming.get(0);
    return terms.isEmpty()
        ? Edges.nothing(build.tf(), first.source().value(), first.stride())
        : Sums.pairwise(build.tf(), terms);
  }

  private Operand<TFloat32> bypass(Ops tf, List<Incoming> incoming, int part) {
    var terms = new ArrayList<Operand<TFloat32>>();
    for (var edge : incoming) {
      var rest = edge.source().rest(part);
      var passed = edge.stride() == 1 ? rest : half(tf, rest);
      terms.add(
          edgeWeights == null ? passed : tf.math.mul(passed, edgeWeights.get(edge.edge()).next()));
    }
    return Sums.pairwise(tf, terms);
  }

  /** Half the extents, rounded up as the operations round them. */
  private static Operand<TFloat32> half(Ops tf, Operand<TFloat32> x) {
    var window = tf.array(1, 2, 2, 1);
    return tf.nn.maxPool(x, window, window, "SAME");
  }

  /** Channel g·C/K + j goes to j·K + g. */
  private Operand<TFloat32> shuffle(Ops tf, Operand<TFloat32> x, int channels) {
    int height = Pixels.height(x);
    int width = Pixels.width(x);
    var groups = tf.array(-1, height, width, partial, channels / partial);
    var turned = tf.linalg.transpose(tf.reshape(x, groups), tf.array(0, 1, 2, 4, 3));
    return tf.reshape(turned, tf.array(-1, height, width, channels));
  }

  private static List<FanOut> scalars(Ops tf, Operand<TFloat32> values, int count) {
    var each = tf.unstack(tf.reshape(values, tf.array(-1)), (long) count).output();
    return each.stream().map(value -> new FanOut(tf, value)).toList();
  }
}
