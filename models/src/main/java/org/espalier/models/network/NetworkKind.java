package org.espalier.models.network;

import java.util.List;

/** Which of the three networks. */
sealed interface NetworkKind {
  String label();

  /** Whether a step gives credit to operations. */
  default boolean searches() {
    return !(this instanceof Child);
  }

  /** One operation an edge, named each step. */
  record SinglePath() implements NetworkKind {
    @Override
    public String label() {
      return "single-path";
    }
  }

  /** All operations, weighted each step. */
  record Mixed() implements NetworkKind {
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
