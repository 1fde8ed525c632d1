package org.espalier.models.network.controller;

import java.util.LinkedHashMap;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.numbers.OptionRows;

/**
 * The sizes of an ENAS controller: what decides its graph.
 *
 * @param options options of each decision of the search space; at least 2 of one of them
 * @param hidden width of the recurrent cell, at least 1
 */
public record PathControllerShape(OptionIndex options, int hidden) {

  /** Checks the sizes. */
  public PathControllerShape {
    ControllerShape.check(options);
    ControllerShape.atLeast("hidden", hidden, 1);
  }

  int decisions() {
    return options.decisions();
  }

  /** Options of the decision that has most of them. */
  int width() {
    return new OptionRows(options).width();
  }

  /** Number of parameters. */
  public int parameters() {
    return layout().size();
  }

  ControllerLayout layout() {
    var shapes = new LinkedHashMap<String, int[]>();
    shapes.put("start.embedding", new int[] {1, hidden});
    ControllerLayout.lstm(shapes, hidden);
    ControllerLayout.head(shapes, "operation", width(), hidden);
    // The option of the last decision is followed by no step that reads it.
    if (decisions() > 1) {
      shapes.put("operation.embedding", new int[] {width(), hidden});
    }
    return new ControllerLayout(shapes);
  }
}
