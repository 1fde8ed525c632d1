package org.espalier.models.network.controller;

import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The graph of the controller: a pure function, whose parameters go in and come out.
 *
 * <p>Signatures, with N parameters, K nodes and B proposals:
 *
 * <ul>
 *   <li>{@code propose}: {@code parameters} [N], {@code nodes} [K, features], {@code order} [K, K],
 *       {@code draws} [B, choices] in [0, 1) → {@code choices} [B, choices], {@code
 *       log_probability} [B], {@code entropy} [B];
 *   <li>{@code learn}: the same without draws, and {@code first_moment} [N], {@code second_moment}
 *       [N], {@code updates}, {@code choices} [B, choices], {@code advantages} [B], {@code
 *       learning_rate}, {@code weight_decay}, {@code entropy_weight} → {@code parameters}, {@code
 *       first_moment}, {@code second_moment}, {@code loss}, {@code entropy}.
 * </ul>
 *
 * @param shape the sizes
 */
record ControllerSource(ControllerShape shape) implements ProgramSource {

  @Override
  public String name() {
    return "dsm-controller";
  }

  @Override
  public String description() {
    return shape.toString();
  }

  @Override
  public void build(ProgramGraph graph) {
    var parameters = graph.floats("parameters", shape.parameters());
    var nodes = graph.floats("nodes", shape.centres(), shape.features());
    var order = graph.floats("order", shape.centres(), shape.centres());
    var matrices = ControllerLayout.of(shape).cut(graph, parameters);
    var encoded = new SubspaceEncoder(shape, matrices, order).encode(nodes);
    propose(graph, matrices, encoded);
    learn(graph, matrices, encoded, parameters);
    for (var name : new String[] {"propose", "learn"}) {
      graph
          .signature(name)
          .input("parameters", parameters)
          .input("nodes", nodes)
          .input("order", order);
    }
  }

  private void propose(ProgramGraph graph, Matrices matrices, Operand<TFloat32> encoded) {
    var draws = graph.floats("draws", -1, shape.choices());
    var choices = ControllerChoices.drawn(graph.ops(), draws);
    new EditDecoder(shape, matrices).decode(encoded, choices);
    graph
        .signature("propose")
        .input("draws", draws)
        .output("choices", choices.made())
        .output("log_probability", choices.logProbability())
        .output("entropy", choices.entropy());
  }

  private void learn(
      ProgramGraph graph,
      Matrices matrices,
      Operand<TFloat32> encoded,
      Operand<TFloat32> parameters) {
    var taken = graph.ints("choices", -1, shape.choices());
    var choices = ControllerChoices.given(graph.ops(), taken);
    new EditDecoder(shape, matrices).decode(encoded, choices);
    graph.signature("learn").input("choices", taken);
    new PolicyGradient(graph, "learn").follow(parameters, matrices, choices);
  }
}
