package org.espalier.models.network;

import org.espalier.models.numbers.OptionIndex;

/** Whether numbers are one option for each decision. */
final class PathCheck {

  private PathCheck() {}

  static int[] check(OptionIndex index, int[] path) {
    if (path.length != index.decisions()) {
      throw new IllegalArgumentException(
          "a path must name %d options, one a decision, named %d"
              .formatted(index.decisions(), path.length));
    }
    for (int decision = 0; decision < path.length; decision++) {
      if (path[decision] < 0 || path[decision] >= index.options(decision)) {
        throw new IllegalArgumentException(
            "option of decision %d must be in [0, %d), was %d"
                .formatted(decision, index.options(decision), path[decision]));
      }
    }
    return path;
  }
}
