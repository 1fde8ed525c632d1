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
 * <p>For a mixture this is the gradient of its weights. For a single path it is the gradient of a
 * gate of value 1 on each edge, summed over the cells: ∂L/∂gate = ⟨∂L/∂y, y⟩ with y the output of
 * the operation taken, so no gate is computed.
 */
final class Credit {
  private final Ops tf;
  private final @Nullable Operand<TFloat32> mixture;
  private final @Nullable ChoiceEdges choice;
  // The scoring pass adds to the list of the choice later.
  private final List<ChoiceEdges.Taken> taken;

  Credit(Ops tf, @Nullable Operand<TFloat32> mixture, @Nullable ChoiceEdges choice) {
    this.tf = tf;
    this.mixture = mixture;
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
    taken.forEach(one -> operands.add(one.output()));
    return operands;
  }

  /** [edges, operations] for a mixture, [edges] for a choice. */
  Operand<TFloat32> of(List<Operand<TFloat32>> gradients) {
    if (choice == null) {
      return gradients.get(0);
    }
    var gates = new ArrayList<Operand<TFloat32>>();
    for (var edge : CellEdge.ALL) {
      var terms = new ArrayList<Operand<TFloat32>>();
      for (int i = 0; i < taken.size(); i++) {
        if (taken.get(i).edge().equals(edge)) {
          var product = tf.math.mul(gradients.get(i), taken.get(i).output());
          terms.add(tf.sum(product, tf.array(0, 1, 2, 3)));
        }
      }
      gates.add(Sums.pairwise(tf, terms));
    }
    return tf.stack(gates);
  }
}
