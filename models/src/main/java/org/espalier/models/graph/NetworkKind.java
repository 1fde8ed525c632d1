package org.espalier.models.graph;

import java.util.List;
import org.espalier.models.numbers.OptionMask;

/** In which of three ways the nodes of a description are built. */
sealed interface NetworkKind {

  String label();

  /**
   * One option of each decision, named each step.
   *
   * @param mask options that there are
   */
  record Path(OptionMask mask) implements NetworkKind {
    @Override
    public String label() {
      return "path";
    }
  }

  /**
   * All options, weighted each step.
   *
   * @param mask options that there are
   * @param partial K: the options see the first 1/K of the channels, at least 1
   * @param edgeWeights whether decisions have weights too
   */
  record Mixture(OptionMask mask, int partial, boolean edgeWeights) implements NetworkKind {
    @Override
    public String label() {
      return "mixture";
    }
  }

  /** One option of each decision, for good. */
  record Fixed(List<Integer> path) implements NetworkKind {
    @Override
    public String label() {
      return "fixed";
    }
  }
}
