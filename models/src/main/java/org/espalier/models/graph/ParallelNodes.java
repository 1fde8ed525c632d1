package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.numbers.OptionIndex;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Several cells side by side in every node, each of the genes that a step names for it and with
 * tensors of its own; a node is their weighted sum.
 */
final class ParallelNodes implements Nodes {
  private final int decisions;
  private final int cells;
  private final List<Output<TInt32>> chosen;
  private final List<Output<TFloat32>> weights;

  /**
   * Takes the genes.
   *
   * @param cells cells of a node, at least 1
   * @param paths option of each decision, cell by cell, [cells × decisions]
   * @param weights factor of the cells that each decision begins, likewise
   */
  ParallelNodes(
      Ops tf, OptionIndex index, int cells, Operand<TInt32> paths, Operand<TFloat32> weights) {
    this.decisions = index.decisions();
    this.cells = cells;
    this.chosen = tf.unstack(paths, (long) cells * decisions).output();
    this.weights = tf.unstack(weights, (long) cells * decisions).output();
  }

  /** Prefix of the tensors of a cell; those of the first are called as where there is only one. */
  static String name(String node, int cell) {
    return cell == 0 ? node : node + ".cell" + cell;
  }

  @Override
  public Operand<TFloat32> sum(GraphBuilder b, List<NodeInput<SharedOutput>> inputs, int channels) {
    var terms = new ArrayList<Operand<TFloat32>>();
    for (var input : inputs) {
      if (input.sharing() != NodeInput.Sharing.CELL) {
        throw new IllegalArgumentException(
            "only cells of genes run side by side, %s has options of another kind"
                .formatted(input.name()));
      }
      for (int cell = 0; cell < cells; cell++) {
        int first = cell * decisions;
        var made =
            new ElasticCell(
                b,
                input,
                name(input.name(), cell),
                channels,
                decision -> chosen.get(first + decision));
        terms.add(made.output(weights.get(first + input.decision())));
      }
    }
    return GraphBuilder.sum(b.tf(), terms);
  }
}
