package org.espalier.models.network.controller;

import java.util.Arrays;
import org.espalier.models.numbers.OptionRows;
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

  /** Subtracted from the logits of what is not there: its probability is 0 to the last bit. */
  static final float OUT_OF_REACH = 1e9f;

  private final Ops tf;
  private final ControllerShape shape;
  private final Matrices parameters;

  EditDecoder(ControllerShape shape, Matrices parameters) {
    this.tf = parameters.tf();
    this.shape = shape;
    this.parameters = parameters;
  }

  /** Makes all choices, given the encoded nodes, [nodes, hidden]. */
  void decode(Operand<TFloat32> nodes, ControllerChoices choices) {
    var mean = tf.reshape(tf.math.mean(nodes, tf.constant(0)), tf.constant(new int[] {1, -1}));
    var cell = LstmCell.zero(parameters, shape.hidden()).step(parameters, mean);
    var input = embed(choices.next(centre(nodes, cell)), "centre");
    for (var edit = 0; edit < shape.edits(); edit++) {
      cell = cell.step(parameters, input);
      var decision = choices.next(logits(cell, "decision"));
      input = embed(decision, "decision");
      cell = cell.step(parameters, input);
      var operation = choices.next(existing(logits(cell, "operation"), decision));
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

  /** Keeps options that the chosen decision does not have out of reach. */
  private Operand<TFloat32> existing(Operand<TFloat32> logits, Operand<TFloat32> decision) {
    var rows = new OptionRows(shape.options());
    if (rows.isRectangle()) {
      return logits;
    }
    var missing = new float[shape.decisions()][shape.width()];
    for (var row = 0; row < missing.length; row++) {
      Arrays.fill(missing[row], shape.options().options(row), shape.width(), OUT_OF_REACH);
    }
    return tf.math.sub(logits, tf.linalg.matMul(decision, tf.constant(missing)));
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
