package org.espalier.runners.command;

import org.espalier.transforms.benchmark.Benchmark;
import org.espalier.transforms.benchmark.Benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.espalier.pipelines.RunDirectory;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.schemas.Metric;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.benchmark.Nb201Table;
import org.jspecify.annotations.Nullable;

/**
 * What a search has found, for people and for scripts.
 *
 * @param directory where it is stored
 * @param config what was searched
 * @param end the last state, which has a best trial
 * @param heldOut the held-out trials, the architecture found first; empty without
 * @param wallSeconds seconds this command took
 */
record SearchReport(
    RunDirectory directory,
    SearchConfig config,
    SearchState end,
    List<Trial> heldOut,
    double wallSeconds) {

  /** The outcome as one JSON object: accuracies are fractions. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<>(lasting());
    json.put("wall_seconds", wallSeconds);
    return json;
  }

  /** The same without what differs between runs. */
  Map<String, Object> lasting() {
    var best = end.getBest();
    var json = new LinkedHashMap<String, Object>();
    json.put("run", directory.folder().root());
    json.put("genotype", best.getGenotype().getText());
    json.put("validation_accuracy", best.getScore());
    json.put("report", report());
    config.reportTable().ifPresent(table -> json.put("rank", rank(table)));
    if (!heldOut.isEmpty()) {
      json.put("held_out", heldOutJson());
    }
    json.put("parameters", best.getParameters());
    json.put("madds", best.getMadds());
    json.put("counting_rule", "conv+fc");
    json.put("trials", end.getTrials());
    json.put("evaluations", end.getEvaluations());
    json.put("simulated_seconds", end.getSimulatedSeconds());
    json.put("rounds", end.getRound());
    json.put("finished", end.getFinished());
    return json;
  }

  private Map<String, Double> report() {
    var report = new LinkedHashMap<String, Double>();
    config
        .reportTable()
        .ifPresent(
            table ->
                benchmark(table)
                    .reports(end.getBest().getGenotype())
                    .forEach(metric -> report.put(metric.getDataSet(), metric.getValue())));

    return report;
  }

  private Benchmark benchmark(String table) {
    return Benchmarks.open(Path.of(table), config.space());
  }

  private Map<String, Integer> rank(String table) {
    var rows = benchmark(table);
    var rank = new LinkedHashMap<String, Integer>();
    rows.dataSets()
        .forEach(dataSet -> rank.put(dataSet, rows.rank(dataSet, end.getBest().getGenotype())));
    return rank;
  }

  private Map<String, Object> heldOutJson() {
    var random = heldOut.subList(1, heldOut.size()).stream().map(Trial::getScore);
    var scores = random.filter(Objects::nonNull).mapToDouble(Double::doubleValue).toArray();
    var mean = java.util.Arrays.stream(scores).average().orElse(Double.NaN);
    var json = new LinkedHashMap<String, Object>();
    json.put("accuracy", heldOut.get(0).getScore());
    json.put("random_mean", mean);
    json.put("random_best", java.util.Arrays.stream(scores).max().orElse(Double.NaN));
    json.put("random_architectures", scores.length);
    return json;
  }

  /** The outcome for people: accuracies in percent. */
  String text() {
    var best = end.getBest();
    var root = directory.folder().root();
    var text = new StringBuilder();
    line(text, "genotype", best.getGenotype().getText());
    line(text, "validation accuracy", percent(best.getScore()) + " on " + config.data().dataset());
    if (!heldOut.isEmpty()) {
      var json = heldOutJson();
      line(
          text,
          "held-out accuracy",
          "%s; %s random architectures: mean %s, best %s"
              .formatted(
                  percent(json.get("accuracy")),
                  json.get("random_architectures"),
                  percent(json.get("random_mean")),
                  percent(json.get("random_best"))));
    }
    config.reportTable().ifPresent(table -> reported(text, table));
    line(
        text,
        "size",
        String.format(
            Locale.ROOT,
            "%.3f M parameters, %.1f M multiply-adds (conv+fc) as the full benchmark network",
            best.getParameters() / 1e6,
            best.getMadds() / 1e6));
    line(
        text,
        "search",
        String.format(
            Locale.ROOT,
            "%d trials in %d rounds, %.0f s; %s",
            end.getTrials(),
            end.getRound(),
            wallSeconds,
            end.getFinished()));
    line(text, "run directory", root);
    line(text, "next", "espalier show " + root + "   ·   espalier derive " + root);
    return text.toString();
  }

  private void reported(StringBuilder text, String table) {
    var rows = benchmark(table);
    var genotype = end.getBest().getGenotype();
    for (Metric metric : rows.reports(genotype)) {
      var rank = rows.rank(metric.getDataSet(), genotype);
      line(
          text,
          metric.getDataSet() + " test",
          percent(metric.getValue())
              + " after "
              + metric.getEpochs()
              + " epochs, rank "
              + rank
              + " of 15625");
    }
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(String.format(Locale.ROOT, "%-20s %s%n", label, value));
  }

  private static String percent(@Nullable Object fraction) {
    return fraction instanceof Double value
        ? String.format(Locale.ROOT, "%.2f %%", 100 * value)
        : "unknown";
  }
}
