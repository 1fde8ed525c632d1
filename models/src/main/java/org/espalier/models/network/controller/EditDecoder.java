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

  EditDecoder(ControllerShape shape, Matrices parameters) {
    this.tf = parameters.tf();
    this.shape = shape;
    this.parameters = parameters;
  }

  /** Makes all choices, given the encoded nodes, [nodes, hidden]. */
  void decode(Operand<TFloat32> nodes, Choices choices) {
    var mean = tf.reshape(tf.math.mean(nodes, tf.constant(0)), tf.constant(new int[] {1, -1}));
    var cell = LstmCell.zero(parameters, shape.hidden()).step(parameters, mean);
    var input = embed(choices.next(centre(nodes, cell)), "centre");
    for (var edit = 0; edit < shape.edits(); edit++) {
      cell = cell.step(parameters, input);
      input = embed(choices.next(logits(cell, "decision")), "decision");
      cell = cell.step(parameters, input);
      var operation = choices.next(logits(cell, "operation"));
      if (edit < shape.edits() - 1) {
        input = embed(operation, "operation");
      }
    }
  }

  private Operand<TFloat32> centre(Operand<TFloat32> nodes, LstmCell cell) {
    var query =
        tf.math.tanh(
            tf.math.add(
                parameters.times(nodes, "attention.node"),
                parameters.times(cell.hidden(), "attention.state")));
    var scores = tf.linalg.transpose(parameters.times(query, "attention.score"), swap());
    return squash(scores, CENTRE_RANGE);
  }

  private Operand<TFloat32> logits(LstmCell cell, String head) {
    return squash(parameters.linear(cell.hidden(), head), EDIT_RANGE);
  }

  private Operand<TFloat32> squash(Operand<TFloat32> logits, float range) {
    return tf.math.mul(tf.math.tanh(logits), tf.constant(range));
  }

  private Operand<TFloat32> embed(Operand<TFloat32> chosen, String name) {
    return parameters.times(chosen, name + ".embedding");
  }

  private Operand<TInt32> swap() {
    return tf.constant(new int[] {1, 0});
  }
}
