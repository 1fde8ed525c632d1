package org.espalier.models.network.controller;

/**
 * The sizes of a DSM-NAS controller: what decides its graph.
 *
 * @param centres architectures whose subspaces it chooses from, at least 2
 * @param edits edits it makes to one of them, at least 1
 * @param decisions decisions of the search space, at least 1
 * @param operations operations of a decision, at least 2
 * @param hidden width of every hidden layer, at least 1
 * @param layers rounds of message passing, at least 1
 */
public record ControllerShape(
    int centres, int edits, int decisions, int operations, int hidden, int layers) {

  /** Checks the sizes. */
  public ControllerShape {
    atLeast("centres", centres, 2);
    atLeast("edits", edits, 1);
    atLeast("decisions", decisions, 1);
    atLeast("operations", operations, 2);
    atLeast("hidden", hidden, 1);
    atLeast("layers", layers, 1);
  }

  static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s of a controller must be at least %d, was %d".formatted(name, least, value));
    }
  }

  /** Features of a node: the one-hot encoding of its architecture, then its accuracy. */
  public int features() {
    return decisions * operations + 1;
  }

  /** Choices of a proposal: the centre, then decision and operation of each edit. */
  public int choices() {
    return 1 + 2 * edits;
  }

  /** Number of parameters, all in one flat array. */
  public int parameters() {
    return ControllerLayout.of(this).size();
  }
}
