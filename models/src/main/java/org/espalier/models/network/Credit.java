package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a search method learns from a step: how the loss would change with the weight of each
 * operation.
 *
 * <p>For a mixture this is the gradient of its weights, those of the edges after those of the
 * operations. For a single path it is the gradient of a gate of value 1 on each edge, summed over
 * the cells: ∂L/∂gate = ⟨∂L/∂y, y⟩ with y the output of the operation taken, so no gate is
 * computed.
 */
final class Credit {
  private final Ops tf;
  private final @Nullable Operand<TFloat32> mixture;
  private final @Nullable Operand<TFloat32> edgeWeights;
  private final @Nullable ChoiceEdges choice;
  // The scoring pass adds to the list of the choice later.
  private final List<ChoiceEdges.Taken> taken;

  Credit(
      Ops tf,
      @Nullable Operand<TFloat32> mixture,
      @Nullable Operand<TFloat32> edgeWeights,
      @Nullable ChoiceEdges choice) {
    this.tf = tf;
    this.mixture = mixture;
    this.edgeWeights = edgeWeights;
    this.choice = choice;
    this.taken = choice == null ? List.of() : List.copyOf(choice.taken());
  }

  /** The trained variables, then what credit needs the gradient of. */
  List<Operand<TFloat32>> andItsOperands(Variables variables) {
    var operands = new ArrayList<Operand<TFloat32>>();
    variables.trained().forEach(variable -> operands.add(variable.value()));
    if (mixture != null) {
      operands.add(mixture);
    }
    if (edgeWeights != null) {
      operands.add(edgeWeights);
    }
    taken.forEach(one -> operands.add(one.output()));
    return operands;
  }

  /**
   * For a mixture [edges × operations], then [edges] if edges have weights; for a choice [edges].
   */
  Operand<TFloat32> of(List<Operand<TFloat32>> gradients) {
    if (choice == null) {
      var ofOperations = tf.reshape(gradients.get(0), tf.array(-1));
      return edgeWeights == null
          ? ofOperations
          : tf.concat(List.of(ofOperations, gradients.get(1)), tf.constant(0));
    }
    var gates = new ArrayList<Operand<TFloat32>>();
    for (int edge = 0; edge < choice.edges(); edge++) {
      var terms = new ArrayList<Operand<TFloat32>>();
      for (int i = 0; i < taken.size(); i++) {
        if (taken.get(i).edge() == edge) {
          var product = tf.math.mul(gradients.get(i), taken.get(i).output());
          terms.add(tf.sum(product, tf.array(0, 1, 2, 3)));
        }
      }
      gates.add(terms.isEmpty() ? tf.constant(0f) : Sums.pairwise(tf, terms));
    }
    return tf.stack(gates);
  }
}
