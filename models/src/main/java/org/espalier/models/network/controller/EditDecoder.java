package org.espalier.models.network.controller;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The policy of DSM-NAS: a centre first, by attention over the encoded nodes, then decision and
 * operation of one edit after the other, by a recurrent cell fed with the choice before.
 *
 * <p>Logits are squashed: 1.5 tanh(x) for the centre, 0.6 tanh(x) for the edits, so that no
 * operation of five is ever more likely than 45 % or less than 7 %: exploration never vanishes.
 */
final class EditDecoder {

  private static final float CENTRE_RANGE = 1.5f;
  private static final float EDIT_RANGE = CENTRE_RANGE / 2.5f;

  private final Ops tf;
  private final ControllerShape shape;
  private final Matrices parameters;

  private record Cell(Operand<TFloat32> hidden, Operand<TFloat32> memory) {}

  EditDecoder(ControllerShape shape, Matrices parameters) {
    this.tf = parameters.tf();
    this.shape = shape;
    this.parameters = parameters;
  }

  /** Makes all choices, given the encoded nodes, [nodes, hidden]. */
  void decode(Operand<TFloat32> nodes, Choices choices) {
    var zero = tf.constant(new float[1][shape.hidden()]);
    var mean = tf.reshape(tf.math.mean(nodes, tf.constant(0)), tf.constant(new int[] {1, -1}));
    var cell = step(mean, new Cell(zero, zero));
    var input = embed(choices.next(centre(nodes, cell)), "centre");
    for (var edit = 0; edit < shape.edits(); edit++) {
      cell = step(input, cell);
      input = embed(choices.next(logits(cell, "decision")), "decision");
      cell = step(input, cell);
      var operation = choices.next(logits(cell, "operation"));
      if (edit < shape.edits() - 1) {
        input = embed(operation, "operation");
      }
    }
  }

  private Operand<TFloat32> centre(Operand<TFloat32> nodes, Cell cell) {
    var query =
        tf.math.tanh(
            tf.math.add(
                parameters.times(nodes, "attention.node"),
                parameters.times(cell.hidden(), "attention.state")));
    var scores = tf.linalg.transpose(parameters.times(query, "attention.score"), swap());
    return squash(scores, CENTRE_RANGE);
  }

  private Operand<TFloat32> logits(Cell cell, String head) {
    return squash(parameters.linear(cell.hidden(), head), EDIT_RANGE);
  }

  private Operand<TFloat32> squash(Operand<TFloat32> logits, float range) {
    return tf.math.mul(tf.math.tanh(logits), tf.constant(range));
  }

  private Operand<TFloat32> embed(Operand<TFloat32> chosen, String name) {
    return parameters.times(chosen, name + ".embedding");
  }

  /** The usual LSTM, gates in the order input, forget, candidate, output. */
  private Cell step(Operand<TFloat32> input, Cell before) {
    var fed = tf.math.add(parameters.times(input, "lstm.input"), parameters.get("lstm.input.bias"));
    var kept =
        tf.math.add(
            parameters.times(before.hidden(), "lstm.state"), parameters.get("lstm.state.bias"));
    var gates = tf.split(tf.constant(1), tf.math.add(fed, kept), 4L).output();
    var memory =
        tf.math.add(
            tf.math.mul(tf.math.sigmoid(gates.get(1)), before.memory()),
            tf.math.mul(tf.math.sigmoid(gates.get(0)), tf.math.tanh(gates.get(2))));
    var hidden = tf.math.mul(tf.math.sigmoid(gates.get(3)), tf.math.tanh(memory));
    return new Cell(hidden, memory);
  }

  private Operand<TInt32> swap() {
    return tf.constant(new int[] {1, 0});
  }
}
