package org.espalier.models.network.controller;

import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.numbers.OptionRows;

/**
 * The sizes of a DSM-NAS controller: what decides its graph.
 *
 * @param centres architectures whose subspaces it chooses from, at least 2
 * @param edits edits it makes to one of them, at least 1
 * @param options options of each decision of the search space; at least 2 of one of them
 * @param hidden width of every hidden layer, at least 1
 * @param layers rounds of message passing, at least 1
 */
public record ControllerShape(int centres, int edits, OptionIndex options, int hidden, int layers) {

  /** Checks the sizes. */
  public ControllerShape {
    atLeast("centres", centres, 2);
    atLeast("edits", edits, 1);
    check(options);
    atLeast("hidden", hidden, 1);
    atLeast("layers", layers, 1);
  }

  static void check(OptionIndex options) {
    atLeast("decisions", options.decisions(), 1);
    atLeast("options", new OptionRows(options).width(), 2);
  }

  static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s of a controller must be at least %d, was %d".formatted(name, least, value));
    }
  }

  /** Features of a node: the one-hot code of its architecture, then its accuracy. */
  public int features() {
    return options.size() + 1;
  }

  /** Choices of a proposal: the centre, then decision and option of each edit. */
  public int choices() {
    return 1 + 2 * edits;
  }

  int decisions() {
    return options.decisions();
  }

  /** Options of the decision that has most of them. */
  int width() {
    return new OptionRows(options).width();
  }

  /** Number of parameters, all in one flat array. */
  public int parameters() {
    return ControllerLayout.of(this).size();
  }
}
