package org.espalier.runners.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.models.space.Decision;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.DecisionWeights;
import org.espalier.schemas.RoundSummary;
import org.jspecify.annotations.Nullable;

/**
 * How a method that learns by gradients weighs the options of each decision after a round.
 *
 * @param round the round
 * @param space the search space, which names what old tables do not
 */
public record DecisionsView(RoundSummary round, SearchSpace space) {

  /** One line a decision, its options from the heaviest on. */
  public String text() {
    var all = round.getDecisionWeights();
    var decisions = IntStream.range(0, all.size()).boxed().toList();
    return new TextTable()
        .text("decision", decisions.stream().map(this::name).toList())
        .number("entropy", all.stream().map(decision -> number(decision.getEntropy())).toList())
        .text(
            "weights after round " + round.getRound(),
            decisions.stream().map(this::heaviest).toList())
        .lines();
  }

  /** Every weight, one row an option, for scripts. */
  public List<Map<String, @Nullable Object>> rows() {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var decision = 0; decision < round.getDecisionWeights().size(); decision++) {
      var weights = round.getDecisionWeights().get(decision);
      for (var option = 0; option < weights.getWeights().size(); option++) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("round", round.getRound());
        row.put("decision", name(decision));
        row.put("entropy", weights.getEntropy());
        row.put("option", option(decision, option));
        row.put("weight", weights.getWeights().get(option));
        rows.add(row);
      }
    }
    return rows;
  }

  private String heaviest(int decision) {
    var weights = round.getDecisionWeights().get(decision).getWeights();
    return IntStream.range(0, weights.size())
        .boxed()
        .filter(option -> weights.get(option) > 0)
        .sorted(Comparator.comparing(weights::get).reversed())
        .map(option -> option(decision, option) + ' ' + number(weights.get(option)))
        .collect(Collectors.joining(", "));
  }

  private String name(int decision) {
    var named = round.getDecisionWeights().get(decision).getDecision();
    return named.isEmpty() ? of(decision).name() : named;
  }

  private String option(int decision, int option) {
    DecisionWeights weights = round.getDecisionWeights().get(decision);
    return weights.getOptions().isEmpty()
        ? of(decision).options().get(option)
        : weights.getOptions().get(option);
  }

  private Decision of(int decision) {
    return space.decisions().get(decision);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
