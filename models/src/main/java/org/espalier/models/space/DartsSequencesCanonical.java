package org.espalier.models.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What cells compute, of those whose nodes choose their sources: without inputs that are zero, a
 * node's inputs as a set with repetitions, nodes under the numbers that give the smallest text. An
 * input is zero that has no operation, or that skips or pools a node without inputs; a convolution
 * of zeros may still be an offset. Nodes are concatenated, so one without inputs stays there.
 */
final class DartsSequencesCanonical {

  private static final String NONE = "none";
  private static final Set<String> KEEP_ZERO =
      Set.of("skip_connect", "max_pool_3x3", "avg_pool_3x3");

  private DartsSequencesCanonical() {}

  static String key(DartsCells cells) {
    return "normal:" + cell(cells.normal()) + ";reduce:" + cell(cells.reduce());
  }

  private static String cell(List<CellInput> inputs) {
    var kept = pruned(inputs);
    var smallest = new ArrayList<String>();
    number(kept, new ArrayList<>(), smallest);
    return Collections.min(smallest);
  }

  private static List<CellInput> pruned(List<CellInput> inputs) {
    var zero = new HashSet<Integer>();
    var kept = new ArrayList<CellInput>();
    for (int node = DartsGraph.INPUTS; node < DartsGraph.NODES; node++) {
      int before = kept.size();
      for (var input : inputs) {
        boolean isZero =
            input.operation().equals(NONE)
                || (zero.contains(input.source()) && KEEP_ZERO.contains(input.operation()));
        if (input.target() == node && !isZero) {
          kept.add(input);
        }
      }
      if (kept.size() == before) {
        zero.add(node);
      }
    }
    return kept;
  }

  /** Tries every order of the intermediate nodes in which each comes after what it reads. */
  private static void number(List<CellInput> inputs, List<Integer> order, List<String> found) {
    if (order.size() == DartsGraph.NODES - DartsGraph.INPUTS) {
      found.add(text(inputs, order));
      return;
    }
    for (int node = DartsGraph.INPUTS; node < DartsGraph.NODES; node++) {
      int target = node;
      boolean isReady =
          inputs.stream()
              .filter(input -> input.target() == target)
              .allMatch(
                  input -> input.source() < DartsGraph.INPUTS || order.contains(input.source()));
      if (!order.contains(node) && isReady) {
        order.add(node);
        number(inputs, order, found);
        order.remove(order.size() - 1);
      }
    }
  }

  private static String text(List<CellInput> inputs, List<Integer> order) {
    var nodes = new ArrayList<String>();
    for (int node : order) {
      var own =
          inputs.stream()
              .filter(input -> input.target() == node)
              .map(input -> input.operation() + '~' + number(input.source(), order))
              .sorted()
              .toList();
      nodes.add(own.isEmpty() ? NONE : String.join("+", own));
    }
    return String.join("|", nodes);
  }

  private static int number(int source, List<Integer> order) {
    return source < DartsGraph.INPUTS ? source : DartsGraph.INPUTS + order.indexOf(source);
  }
}
