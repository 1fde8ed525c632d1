package org.espalier.models.network.controller;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The controller's parameters as matrices in the graph.
 *
 * @param tf builders of operations
 * @param named the matrices by name, in the order of {@link ControllerLayout}
 */
record Matrices(Ops tf, Map<String, Operand<TFloat32>> named) {

  Operand<TFloat32> get(String name) {
    return Objects.requireNonNull(named.get(name), name);
  }

  List<Operand<TFloat32>> all() {
    return List.copyOf(named.values());
  }

  /** Rows times the matrix {@code name}. */
  Operand<TFloat32> times(Operand<TFloat32> rows, String name) {
    return tf.linalg.matMul(rows, get(name));
  }

  /** Rows times {@code name.weights}, plus {@code name.bias}. */
  Operand<TFloat32> linear(Operand<TFloat32> rows, String name) {
    return tf.math.add(times(rows, name + ".weights"), get(name + ".bias"));
  }
}
