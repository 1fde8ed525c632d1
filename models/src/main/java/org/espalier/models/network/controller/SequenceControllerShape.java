package org.espalier.models.network.controller;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.space.CellNode;
import org.espalier.models.space.Decision;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Sizes of a {@link SequenceController}, which decide its graph.
 *
 * @param options options of each decision of the search space
 * @param decisions what it decides, one after the other
 * @param hidden width of the recurrent cells, at least 1
 */
public record SequenceControllerShape(
    OptionIndex options, List<ControllerDecision> decisions, int hidden) {

  /** Checks the sizes. */
  public SequenceControllerShape {
    ControllerShape.check(options);
    ControllerShape.atLeast("hidden", hidden, 1);
    decisions = List.copyOf(decisions);
  }

  /**
   * The controller of a space's decisions: a sequence for each cell type, one table for all choices
   * of a node to read, and one for each other list of options.
   */
  public static SequenceControllerShape of(List<Decision> decisions, int hidden) {
    var rows = new HashMap<Object, Integer>();
    decisions.forEach(each -> rows.merge(table(each), each.options().size(), Math::max));
    var tables = new HashMap<Object, Integer>();
    var described = new ArrayList<ControllerDecision>();
    for (var decision : decisions) {
      var table = table(decision);
      var number = tables.size();
      described.add(
          new ControllerDecision(
              decision.node().map(CellNode::cell).orElse(0),
              tables.computeIfAbsent(table, any -> number),
              rows.getOrDefault(table, 0),
              decision.options().size(),
              decision.choosesSource()));
    }
    var sizes = decisions.stream().mapToInt(each -> each.options().size()).toArray();
    return new SequenceControllerShape(OptionIndex.of(sizes), described, hidden);
  }

  private static Object table(Decision decision) {
    return decision.choosesSource() ? "sources" : decision.options();
  }

  /** Options of the decision that has most of them. */
  int width() {
    return decisions.stream().mapToInt(ControllerDecision::options).max().orElseThrow();
  }

  /** Number of parameters. */
  public int parameters() {
    return layout().size();
  }

  ControllerLayout layout() {
    var shapes = new LinkedHashMap<String, int[]>();
    for (var at = 0; at < decisions.size(); at++) {
      var decision = decisions.get(at);
      var own = new LinkedHashMap<String, int[]>();
      ControllerLayout.lstm(own, hidden);
      if (decision.attends()) {
        own.put("attention.row", new int[] {hidden, hidden});
        own.put("attention.state", new int[] {hidden, hidden});
        own.put("attention.score", new int[] {hidden, 1});
      } else {
        ControllerLayout.head(own, head(decision), decision.rows(), hidden);
      }
      // The last choice of a sequence is followed by no step that reads it.
      if (decision.attends() || isFollowed(at)) {
        own.put(embedding(decision), new int[] {decision.rows(), hidden});
      }
      own.forEach((name, shape) -> shapes.putIfAbsent(prefix(decision) + name, shape));
    }
    return new ControllerLayout(shapes);
  }

  /** Whether the decision has one after it in its sequence. */
  boolean isFollowed(int decision) {
    return decision + 1 < decisions.size()
        && decisions.get(decision + 1).sequence() == decisions.get(decision).sequence();
  }

  /** The matrices of a decision's sequence, by their names within it. */
  Matrices ofSequence(Matrices all, ControllerDecision decision) {
    var own = new LinkedHashMap<String, Operand<TFloat32>>();
    all.named()
        .forEach(
            (name, matrix) -> {
              if (name.startsWith(prefix(decision))) {
                own.put(name.substring(prefix(decision).length()), matrix);
              }
            });
    return new Matrices(all.tf(), Map.copyOf(own));
  }

  static String head(ControllerDecision decision) {
    return "head" + decision.table();
  }

  static String embedding(ControllerDecision decision) {
    return "embedding" + decision.table();
  }

  private static String prefix(ControllerDecision decision) {
    return decision.sequence() + "/";
  }
}
