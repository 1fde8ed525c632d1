package org.espalier.runners.command;

import org.espalier.schemas.DecisionWeights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.schemas.EdgeWeights;
import org.espalier.schemas.RoundSummary;

/** What rounds recorded of the architecture that a method leans towards. */
final class DerivedArchitectures {

  private static final String INDENT = "       ";

  private DerivedArchitectures() {}

  /** The architecture with what a table reports of it; nothing for methods that lean nowhere. */
  static String line(RoundSummary round) {
    if (round.getDerived() == null) {
      return "";
    }
    var line = new StringBuilder(INDENT).append(round.getDerived());
    for (var metric : round.getDerivedReport()) {
      line.append(
          String.format(Locale.ROOT, "  %s %.2f %%", metric.getDataSet(), 100 * metric.getValue()));
    }
    var drawn = round.getDrawnReport();
    if (drawn != null) {
      line.append(
          String.format(
              Locale.ROOT,
              "  (%d drawn: %.2f to %.2f %%, mean %.2f %%)",
              drawn.getCount(),
              100 * drawn.getLowest(),
              100 * drawn.getHighest(),
              100 * drawn.getMean()));
    }
    return line.append(System.lineSeparator()).toString();
  }

  /** The weights of each decision, one line each. */
  static String edges(RoundSummary round) {
    var text = new StringBuilder();
    for (DecisionWeights decision : round.getDecisionWeights()) {
      text.append(
          String.format(
              Locale.ROOT, "%-10s entropy %.3f ", name(decision), decision.getEntropy()));
      for (var i = 0; i < decision.getWeights().size(); i++) {
        var option = decision.getOptions().isEmpty() ? "" + i : decision.getOptions().get(i);
        text.append(String.format(Locale.ROOT, " %s %.3f", option, decision.getWeights().get(i)));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String name(DecisionWeights decision) {
    return decision.getDecision().isEmpty()
        ? "%d %d→%d".formatted(decision.getCell(), decision.getSource(), decision.getTarget())
        : decision.getDecision();
  }

  /** The same for scripts: accuracies are fractions. */
  static Map<String, Object> json(RoundSummary round) {
    var json = new LinkedHashMap<String, Object>();
    if (round.getDerived() != null) {
      json.put("derived", round.getDerived());
      var report = new LinkedHashMap<String, Double>();
      round
          .getDerivedReport()
          .forEach(metric -> report.put(metric.getDataSet(), metric.getValue()));
      json.put("derived_report", report);
      var drawn = round.getDrawnReport();
      if (drawn != null) {
        json.put("drawn_lowest", drawn.getLowest());
        json.put("drawn_mean", drawn.getMean());
        json.put("drawn_highest", drawn.getHighest());
      }
    }
    return json;
  }
}
