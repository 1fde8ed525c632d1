package org.espalier.runners.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Metric;
import org.espalier.schemas.RoundSummary;
import org.espalier.transforms.tables.FlatColumns;
import org.jspecify.annotations.Nullable;

/** Rounds as a table for a terminal and as rows for scripts. */
public final class RoundsView {

  private RoundsView() {}

  /** One line a round; numbers of the method last. */
  public static String text(List<RoundSummary> rounds) {
    var table =
        new TextTable()
            .number("round", cells(rounds, round -> String.valueOf(round.getRound())))
            .text("task", cells(rounds, round -> text(round.getTask())))
            .number("cand", cells(rounds, round -> String.valueOf(round.getCandidates())))
            .numberIfAny("replay", cells(rounds, round -> String.valueOf(round.getReplayed())))
            .numberIfAny("failed", cells(rounds, round -> String.valueOf(failed(round))))
            .number("evals", cells(rounds, round -> String.valueOf(round.getEvaluations())))
            .numberIfAny("loss", cells(rounds, round -> number("%.3f", round.getLoss())))
            .numberIfAny("mean", cells(rounds, round -> Percent.of(round.getMeanScore())))
            .numberIfAny("best", cells(rounds, round -> Percent.of(round.getBestScore())))
            .numberIfAny("sim s", cells(rounds, round -> seconds(round.getSimulatedSeconds())));
    for (var dataSet : dataSets(rounds)) {
      table.numberIfAny(
          "derived " + dataSet, cells(rounds, round -> Percent.of(derived(round, dataSet))));
    }
    for (var name : gauges(rounds)) {
      table.number(name, cells(rounds, round -> brief(gauge(round, name))));
    }
    return table.lines();
  }

  /** Every column of every round. */
  public static List<Map<String, @Nullable Object>> rows(List<RoundSummary> rounds) {
    var flat = FlatColumns.values(RoundSummary.class, rounds);
    return IntStream.range(0, rounds.size())
        .mapToObj(index -> row(rounds.get(index), flat.get(index)))
        .toList();
  }

  private static Map<String, @Nullable Object> row(
      RoundSummary round, Map<String, @Nullable Object> flat) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("round", round.getRound());
    row.put("task", text(round.getTask()));
    row.put("candidates", round.getCandidates());
    row.put("evaluated", round.getEvaluated());
    row.put("replayed", round.getReplayed());
    row.put("failed", round.getFailed());
    row.put("diverged", round.getDiverged());
    row.put("mean_score", round.getMeanScore());
    row.put("best_score", round.getBestScore());
    row.put("best_genotype", round.getBestGenotype());
    row.put("loss", round.getLoss());
    row.put("evaluations", round.getEvaluations());
    row.put("simulated_seconds", round.getSimulatedSeconds());
    row.put("budget_evaluations", round.getBudgetEvaluations());
    row.put("started_at", Times.text(round.getStartedAt()));
    row.put("ended_at", Times.text(round.getEndedAt()));
    round.getGauges().forEach(gauge -> row.put(gauge.getName(), gauge.getValue()));
    if (round.getDerived() != null) {
      row.put("derived", round.getDerived());
      row.putAll(flat);
    }
    return row;
  }

  static @Nullable Double derived(RoundSummary round, String dataSet) {
    return round.getDerivedReport().stream()
        .filter(metric -> metric.getDataSet().equals(dataSet))
        .map(Metric::getValue)
        .findFirst()
        .orElse(null);
  }

  private static Set<String> dataSets(List<RoundSummary> rounds) {
    var names = new LinkedHashSet<String>();
    rounds.forEach(
        round -> round.getDerivedReport().forEach(metric -> names.add(metric.getDataSet())));
    return names;
  }

  private static Set<String> gauges(List<RoundSummary> rounds) {
    var names = new LinkedHashSet<String>();
    rounds.forEach(round -> round.getGauges().forEach(gauge -> names.add(gauge.getName())));
    return names;
  }

  private static @Nullable Double gauge(RoundSummary round, String name) {
    return round.getGauges().stream()
        .filter(gauge -> gauge.getName().equals(name))
        .map(Gauge::getValue)
        .findFirst()
        .orElse(null);
  }

  private static int failed(RoundSummary round) {
    return round.getFailed() + round.getDiverged();
  }

  private static String seconds(double seconds) {
    return seconds == 0 ? "" : number("%.0f", seconds);
  }

  private static String number(String format, @Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }

  /** Counts are whole; of anything else, four digits say enough. */
  private static String brief(@Nullable Double value) {
    var whole = value != null && value == Math.rint(value) && Math.abs(value) < 1e6;
    return number(whole ? "%.0f" : "%.4g", value);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static List<String> cells(
      List<RoundSummary> rounds, Function<RoundSummary, String> cell) {
    var cells = new ArrayList<String>(rounds.size());
    rounds.forEach(round -> cells.add(cell.apply(round)));
    return cells;
  }
}
