package org.espalier.runners.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.schemas.EdgeWeights;
import org.espalier.schemas.RoundSummary;
import org.jspecify.annotations.Nullable;

/**
 * How a method that learns by gradients weighs the operations of each edge after a round.
 *
 * @param round the round
 * @param operations names of the operations, in the space's order
 */
public record EdgesView(RoundSummary round, List<String> operations) {

  /** One line an edge, its operations from the heaviest on. */
  public String text() {
    var edges = round.getEdges();
    return new TextTable()
        .number("cell", edges.stream().map(edge -> String.valueOf(edge.getCell())).toList())
        .text("edge", edges.stream().map(EdgesView::name).toList())
        .number("entropy", edges.stream().map(edge -> number(edge.getEntropy())).toList())
        .text(
            "weights after round " + round.getRound(), edges.stream().map(this::heaviest).toList())
        .lines();
  }

  /** Every weight, for scripts. */
  public List<Map<String, @Nullable Object>> rows() {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var edge : round.getEdges()) {
      var row = new LinkedHashMap<String, @Nullable Object>();
      row.put("round", round.getRound());
      row.put("cell", edge.getCell());
      row.put("source", edge.getSource());
      row.put("target", edge.getTarget());
      row.put("entropy", edge.getEntropy());
      options(edge).forEach(option -> row.put(operation(option), edge.getWeights().get(option)));
      rows.add(row);
    }
    return rows;
  }

  private String heaviest(EdgeWeights edge) {
    return options(edge)
        .boxed()
        .filter(option -> edge.getWeights().get(option) > 0)
        .sorted(Comparator.comparing(edge.getWeights()::get).reversed())
        .map(option -> operation(option) + ' ' + number(edge.getWeights().get(option)))
        .collect(Collectors.joining(", "));
  }

  private String operation(int option) {
    return option < operations.size() ? operations.get(option) : "option " + option;
  }

  private static IntStream options(EdgeWeights edge) {
    return IntStream.range(0, edge.getWeights().size());
  }

  private static String name(EdgeWeights edge) {
    return edge.getSource() + " -> " + edge.getTarget();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
