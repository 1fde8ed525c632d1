package org.espalier.models.network.controller;

import java.util.LinkedHashMap;

/**
 * The sizes of an ENAS controller: what decides its graph.
 *
 * @param decisions decisions of the search space, at least 1
 * @param operations operations of a decision, at least 2
 * @param hidden width of the recurrent cell, at least 1
 */
public record PathControllerShape(int decisions, int operations, int hidden) {

  /** Checks the sizes. */
  public PathControllerShape {
    ControllerShape.atLeast("decisions", decisions, 1);
    ControllerShape.atLeast("operations", operations, 2);
    ControllerShape.atLeast("hidden", hidden, 1);
  }

  /** Number of parameters. */
  public int parameters() {
    return layout().size();
  }

  ControllerLayout layout() {
    var shapes = new LinkedHashMap<String, int[]>();
    shapes.put("start.embedding", new int[] {1, hidden});
    shapes.put("lstm.input", new int[] {hidden, 4 * hidden});
    shapes.put("lstm.input.bias", new int[] {1, 4 * hidden});
    shapes.put("lstm.state", new int[] {hidden, 4 * hidden});
    shapes.put("lstm.state.bias", new int[] {1, 4 * hidden});
    shapes.put("operation.weights", new int[] {hidden, operations});
    shapes.put("operation.bias", new int[] {1, operations});
    // The operation of the last decision is followed by no step that reads it.
    if (decisions > 1) {
      shapes.put("operation.embedding", new int[] {operations, hidden});
    }
    return new ControllerLayout(shapes);
  }
}
