package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a search method learns from a step: how the loss would change with the weight of each
 * option.
 */
interface ArchitectureGradient {

  /** What the gradient of the loss is needed of. */
  List<Operand<TFloat32>> operands();

  /** The gradient by the architecture, flat, from the gradients by the operands. */
  Operand<TFloat32> of(List<Operand<TFloat32>> gradients);

  /**
   * For a mixture: the gradient by its weights, those of the edges after those of the options.
   *
   * @param weights weights of the options, then of the edges if they have any
   */
  record OfMixture(Ops tf, List<Operand<TFloat32>> weights) implements ArchitectureGradient {
    @Override
    public List<Operand<TFloat32>> operands() {
      return weights;
    }

    @Override
    public Operand<TFloat32> of(List<Operand<TFloat32>> gradients) {
      var ofOptions = tf.reshape(gradients.get(0), tf.array(-1));
      return gradients.size() == 1
          ? ofOptions
          : tf.concat(List.of(ofOptions, gradients.get(1)), tf.constant(0));
    }
  }

  /**
   * For a path: the gradient by a gate of value 1 on each decision, summed over its nodes. ∂L/∂gate
   * = ⟨∂L/∂y, y⟩ with y the output of the option taken, so no gate is computed.
   *
   * @param decisions number of decisions
   * @param taken the outputs in the pass that trains
   */
  record OfPath(Ops tf, int decisions, List<PathNodes.Taken> taken)
      implements ArchitectureGradient {

    /** Copies the list, to which the scoring pass adds later. */
    public OfPath {
      taken = List.copyOf(taken);
    }

    @Override
    public List<Operand<TFloat32>> operands() {
      return taken.stream().<Operand<TFloat32>>map(PathNodes.Taken::output).toList();
    }

    @Override
    public Operand<TFloat32> of(List<Operand<TFloat32>> gradients) {
      var gates = new ArrayList<Operand<TFloat32>>();
      for (int decision = 0; decision < decisions; decision++) {
        var terms = new ArrayList<Operand<TFloat32>>();
        for (int i = 0; i < taken.size(); i++) {
          if (taken.get(i).decision() == decision) {
            var product = tf.math.mul(gradients.get(i), taken.get(i).output());
            terms.add(tf.sum(product, tf.array(0, 1, 2, 3)));
          }
        }
        gates.add(terms.isEmpty() ? tf.constant(0f) : GraphBuilder.sum(tf, terms));
      }
      return tf.stack(gates);
    }
  }
}
