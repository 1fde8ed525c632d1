package org.espalier.models.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A sum, two at a time. TensorFlow's AddN starts with whichever of its inputs may be overwritten,
 * so with three inputs and more its last bits depend on what happens to run first; two commute.
 */
final class Sums {
  private Sums() {}

  static Operand<TFloat32> pairwise(Ops tf, List<? extends Operand<TFloat32>> terms) {
    Operand<TFloat32> sum = terms.get(0);
    for (var term : terms.subList(1, terms.size())) {
      sum = tf.math.add(sum, term);
    }
    return sum;
  }
}
