package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * For a path and the options beside it: the gradient by a gate on each option of each decision,
 * [options], summed over the nodes of the decision. Gates are 1 on the path and 0 elsewhere.
 * ∂L/∂gate = ⟨∂L/∂y, o⟩ with y the output of the option taken and o that of the gate's option; 0
 * for options that are not compared.
 */
record ComparedGradient(Ops tf, ComparedNodes nodes) implements ArchitectureGradient {

  @Override
  public List<Operand<TFloat32>> operands() {
    return nodes.path().taken().stream().<Operand<TFloat32>>map(PathNodes.Taken::output).toList();
  }

  @Override
  public Operand<TFloat32> of(List<Operand<TFloat32>> gradients) {
    var index = nodes.mask().index();
    var path = new OfPath(tf, index.decisions(), nodes.path().taken()).of(gradients);
    var taken = tf.unstack(path, (long) index.decisions()).output();
    var ofPath = new ArrayList<Operand<TFloat32>>();
    for (int decision = 0; decision < index.decisions(); decision++) {
      var chosen = nodes.path().chosen(decision);
      var depth = tf.constant(index.options(decision));
      ofPath.add(tf.oneHot(chosen, depth, taken.get(decision), tf.constant(0f)));
    }
    var beside = new ArrayList<Operand<TFloat32>>();
    for (int position = 0; position < index.size(); position++) {
      beside.add(beside(position, gradients));
    }
    return tf.math.add(tf.concat(ofPath, tf.constant(0)), tf.stack(beside));
  }

  private Operand<TFloat32> beside(int position, List<Operand<TFloat32>> gradients) {
    var terms =
        nodes.beside().stream()
            .filter(each -> each.position() == position)
            .<Operand<TFloat32>>map(
                each ->
                    tf.sum(
                        tf.math.mul(gradients.get(each.taken()), each.output()),
                        tf.array(0, 1, 2, 3)))
            .toList();
    return terms.isEmpty() ? tf.constant(0f) : nodes.sumWhereCompared(tf, position, terms);
  }
}
