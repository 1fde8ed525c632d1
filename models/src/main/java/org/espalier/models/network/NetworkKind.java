package org.espalier.models.network;

import java.util.List;

/** Which of the three networks. */
sealed interface NetworkKind {
  String label();

  /** Whether a step gives credit to operations. */
  default boolean searches() {
    return !(this instanceof Child);
  }

  /**
   * Checks itself against the network's settings.
   *
   * @throws IllegalArgumentException naming what does not fit
   */
  default void check(NetworkSettings settings) {}

  /**
   * One operation an edge, named each step.
   *
   * @param allowed which operations are there, [edges, operations]; empty for all
   */
  record SinglePath(List<Boolean> allowed) implements NetworkKind {
    @Override
    public String label() {
      return "single-path";
    }
  }

  /**
   * All operations, weighted each step.
   *
   * @param partial K: the operations see the first 1/K of the channels, at least 1
   * @param edgeWeights whether edges have weights too
   * @param allowed which operations are there, [edges, operations]; empty for all
   */
  record Mixed(int partial, boolean edgeWeights, List<Boolean> allowed) implements NetworkKind {
    @Override
    public void check(NetworkSettings settings) {
      if (partial < 1 || settings.channels() % partial != 0) {
        throw new IllegalArgumentException(
            "partial channels K must divide the %d channels of a cell, was %d"
                .formatted(settings.channels(), partial));
      }
    }

    @Override
    public String label() {
      return "mixed";
    }
  }

  /** One operation an edge, for good. */
  record Child(List<Integer> choice) implements NetworkKind {
    @Override
    public String label() {
      return "child";
    }
  }
}
