package org.espalier.models.network.controller;

import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The graph of an ENAS controller: a recurrent cell that is fed the operation of the decision
 * before and whose squashed output, 2.5 tanh(x / 5), is the logits of the next.
 *
 * <p>Signatures, with N parameters and B paths:
 *
 * <ul>
 *   <li>{@code propose}: {@code parameters} [N], {@code allowed} [decisions, operations] as 0 and
 *       1, {@code draws} [B, decisions] in [0, 1) → {@code choices} [B, decisions];
 *   <li>{@code learn}: parameters, {@code allowed}, {@code choices} and those of {@link
 *       PolicyGradient}.
 * </ul>
 *
 * @param shape the sizes
 */
record PathControllerSource(PathControllerShape shape) implements ProgramSource {

  private static final float RANGE = 2.5f;
  private static final float TEMPERATURE = 5;

  @Override
  public String name() {
    return "path-controller";
  }

  @Override
  public String description() {
    return shape.toString();
  }

  @Override
  public void build(ProgramGraph graph) {
    var tf = graph.ops();
    var parameters = graph.floats("parameters", shape.parameters());
    var allowed = graph.floats("allowed", shape.decisions(), shape.width());
    var matrices = shape.layout().cut(graph, parameters);
    var draws = graph.floats("draws", -1, shape.decisions());
    var drawn = ControllerChoices.drawn(tf, draws);
    decode(matrices, allowed, drawn);
    graph.signature("propose").input("draws", draws).output("choices", drawn.made());
    var taken = graph.ints("choices", -1, shape.decisions());
    var given = ControllerChoices.given(tf, taken);
    decode(matrices, allowed, given);
    graph.signature("learn").input("choices", taken);
    new PolicyGradient(graph, "learn").follow(parameters, matrices, given);
    for (var name : new String[] {"propose", "learn"}) {
      graph.signature(name).input("parameters", parameters).input("allowed", allowed);
    }
  }

  private void decode(Matrices matrices, Operand<TFloat32> allowed, ControllerChoices choices) {
    var tf = matrices.tf();
    var masks =
        tf.math.mul(tf.math.sub(allowed, tf.constant(1f)), tf.constant(EditDecoder.OUT_OF_REACH));
    var cell = LstmCell.zero(matrices, shape.hidden());
    var input = matrices.get("start.embedding");
    for (var decision = 0; decision < shape.decisions(); decision++) {
      cell = cell.step(matrices, input);
      var scores = matrices.linear(cell.hidden(), "operation");
      var logits =
          tf.math.mul(
              tf.math.tanh(tf.math.div(scores, tf.constant(TEMPERATURE))), tf.constant(RANGE));
      var mask =
          tf.slice(
              masks,
              tf.constant(new int[] {decision, 0}),
              tf.constant(new int[] {1, shape.width()}));
      var chosen = choices.next(tf.math.add(logits, mask));
      if (decision < shape.decisions() - 1) {
        input = matrices.times(chosen, "operation.embedding");
      }
    }
  }
}
