package org.espalier.models.network.controller;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The usual LSTM after some steps, gates in the order input, forget, candidate, output. Its
 * matrices are {@code lstm.input}, {@code lstm.state} and their biases.
 *
 * @param hidden what it shows, [batch or 1, hidden]
 * @param memory what it keeps to itself, [batch or 1, hidden]
 */
record LstmCell(Operand<TFloat32> hidden, Operand<TFloat32> memory) {

  /** A cell that has seen nothing. */
  static LstmCell zero(Matrices parameters, int hidden) {
    var zero = parameters.tf().constant(new float[1][hidden]);
    return new LstmCell(zero, zero);
  }

  /** The cell after one more input. */
  LstmCell step(Matrices parameters, Operand<TFloat32> input) {
    var tf = parameters.tf();
    var fed = tf.math.add(parameters.times(input, "lstm.input"), parameters.get("lstm.input.bias"));
    var kept =
        tf.math.add(parameters.times(hidden, "lstm.state"), parameters.get("lstm.state.bias"));
    var gates = tf.split(tf.constant(1), tf.math.add(fed, kept), 4L).output();
    var after =
        tf.math.add(
            tf.math.mul(tf.math.sigmoid(gates.get(1)), memory),
            tf.math.mul(tf.math.sigmoid(gates.get(0)), tf.math.tanh(gates.get(2))));
    return new LstmCell(tf.math.mul(tf.math.sigmoid(gates.get(3)), tf.math.tanh(after)), after);
  }
}
