package org.espalier.models.network.controller;

import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The graph of a {@link SequenceController}: for each sequence a recurrent cell that begins with
 * zeros and is fed the embedding of the choice before.
 *
 * <p>Signatures, with N parameters, B proposals, and W the most options of a decision:
 *
 * <ul>
 *   <li>{@code propose}: {@code parameters} [N], {@code allowed} [decisions, W] as 0 and 1, {@code
 *       draws} [B, decisions] in [0, 1) → {@code choices} [B, decisions];
 *   <li>{@code weigh}: parameters, allowed, {@code choices} → {@code log_probability} [B], nats;
 *   <li>{@code learn}: parameters, allowed, choices and those of {@link PolicyGradient}, with
 *       {@code clip_norm}.
 * </ul>
 *
 * @param shape the sizes
 */
record SequenceControllerSource(SequenceControllerShape shape) implements ProgramSource {

  @Override
  public String name() {
    return "sequence-controller";
  }

  @Override
  public String description() {
    return shape.toString();
  }

  @Override
  public void build(ProgramGraph graph) {
    var tf = graph.ops();
    var decisions = shape.decisions().size();
    var parameters = graph.floats("parameters", shape.parameters());
    var allowed = graph.floats("allowed", decisions, shape.width());
    var matrices = shape.layout().cut(graph, parameters);
    var draws = graph.floats("draws", -1, decisions);
    var drawn = ControllerChoices.drawn(tf, draws);
    decide(matrices, allowed, drawn);
    graph.signature("propose").input("draws", draws).output("choices", drawn.made());
    var taken = graph.ints("choices", -1, decisions);
    var given = ControllerChoices.given(tf, taken);
    decide(matrices, allowed, given);
    graph
        .signature("weigh")
        .input("choices", taken)
        .output("log_probability", given.logProbability());
    graph.signature("learn").input("choices", taken);
    new PolicyGradient(graph, "learn").followClipped(parameters, matrices, given);
    for (var name : new String[] {"propose", "weigh", "learn"}) {
      graph.signature(name).input("parameters", parameters).input("allowed", allowed);
    }
  }

  private void decide(Matrices all, Operand<TFloat32> allowed, ControllerChoices choices) {
    var tf = all.tf();
    var masks =
        tf.math.mul(tf.math.sub(allowed, tf.constant(1f)), tf.constant(EditDecoder.OUT_OF_REACH));
    Operand<TFloat32> zeros = tf.constant(new float[1][shape.hidden()]);
    var cell = LstmCell.zero(all, shape.hidden());
    var input = zeros;
    for (var at = 0; at < shape.decisions().size(); at++) {
      var decision = shape.decisions().get(at);
      var matrices = shape.ofSequence(all, decision);
      cell = cell.step(matrices, input);
      var mask =
          tf.slice(
              masks,
              tf.constant(new int[] {at, 0}),
              tf.constant(new int[] {1, decision.options()}));
      var logits = tf.math.add(logits(matrices, decision, cell.hidden()), mask);
      var chosen = choices.next(logits);
      if (shape.isFollowed(at)) {
        input = tf.linalg.matMul(chosen, rows(matrices, decision));
      } else {
        cell = LstmCell.zero(all, shape.hidden());
        input = zeros;
      }
    }
  }

  /** [batch or 1, options]. */
  private Operand<TFloat32> logits(
      Matrices matrices, ControllerDecision decision, Operand<TFloat32> state) {
    var tf = matrices.tf();
    if (!decision.attends()) {
      return matrices.linear(state, SequenceControllerShape.head(decision));
    }
    var keys = tf.linalg.matMul(rows(matrices, decision), matrices.get("attention.row"));
    var query = matrices.times(state, "attention.state");
    var pairs =
        tf.math.tanh(
            tf.math.add(tf.expandDims(keys, tf.constant(0)), tf.expandDims(query, tf.constant(1))));
    var flat = tf.reshape(pairs, tf.constant(new int[] {-1, shape.hidden()}));
    return tf.reshape(
        matrices.times(flat, "attention.score"), tf.constant(new int[] {-1, decision.options()}));
  }

  /** Embeddings of the options, [options, hidden]. */
  private Operand<TFloat32> rows(Matrices matrices, ControllerDecision decision) {
    var tf = matrices.tf();
    var table = matrices.get(SequenceControllerShape.embedding(decision));
    return decision.options() == decision.rows()
        ? table
        : tf.slice(
            table,
            tf.constant(new int[] {0, 0}),
            tf.constant(new int[] {decision.options(), shape.hidden()}));
  }
}
