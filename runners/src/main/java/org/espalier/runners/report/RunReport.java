package org.espalier.runners.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.pipelines.FoundArchitecture;
import org.espalier.schemas.RoundSummary;
import org.jspecify.annotations.Nullable;

/**
 * What a run has found, and how: what text, JSON and page are views of.
 *
 * @param run name of the run
 * @param directory where it is stored
 * @param method search method
 * @param space search space
 * @param dataSet data set of the search
 * @param seed seed of the run
 * @param found what was found; empty where nothing was
 * @param drawing the architecture found, in Graphviz's language; empty without
 * @param reported what a benchmark reports of it
 * @param heldOut the check on data that no step of the search has seen; empty without one
 * @param progress how far the search is
 * @param rounds the rounds, oldest first
 */
public record RunReport(
    String run,
    String directory,
    String method,
    String space,
    String dataSet,
    long seed,
    Optional<FoundArchitecture> found,
    String drawing,
    List<Reported> reported,
    Optional<HeldOutResult> heldOut,
    Progress progress,
    List<RoundSummary> rounds) {

  /**
   * What a benchmark reports of an architecture after full training.
   *
   * @param dataSet data set it was trained and tested on
   * @param accuracy test accuracy, a fraction in [0, 1]
   * @param rank place among all architectures of the benchmark, from 1
   */
  public record Reported(String dataSet, double accuracy, int rank) {}

  /**
   * Scores on held-out data: with the same shared weights, or of networks trained alone.
   *
   * @param accuracy of the architecture found, a fraction in [0, 1]; null where it has none
   * @param random of random architectures; null without any
   */
  public record HeldOutResult(@Nullable Double accuracy, @Nullable Statistics random) {}

  /**
   * How far a search is.
   *
   * @param trials trials recorded
   * @param evaluations evaluations charged
   * @param simulatedSeconds seconds charged by the benchmark's clock
   * @param rounds rounds committed
   * @param wallSeconds seconds that all its processes have worked
   * @param finished why it is over; null while it runs
   */
  public record Progress(
      long trials,
      long evaluations,
      double simulatedSeconds,
      int rounds,
      double wallSeconds,
      @Nullable String finished) {}

  /** Copies the lists. */
  public RunReport {
    reported = List.copyOf(reported);
    rounds = List.copyOf(rounds);
  }

  /** What stays true wherever the directory is moved: accuracies are fractions. */
  public Map<String, @Nullable Object> lasting() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("run", run);
    json.put("method", method);
    json.put("space", space);
    json.put("data_set", dataSet);
    json.put("seed", seed);
    found.ifPresent(architecture -> put(json, architecture));
    heldOut.ifPresent(check -> json.put("held_out", json(check)));
    json.put("trials", progress.trials());
    json.put("evaluations", progress.evaluations());
    json.put("simulated_seconds", progress.simulatedSeconds());
    json.put("rounds", progress.rounds());
    json.put("wall_seconds", progress.wallSeconds());
    json.put("finished", progress.finished());
    return json;
  }

  /** The same with the directory. */
  public Map<String, @Nullable Object> json() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("run", run);
    json.put("run_directory", directory);
    json.putAll(lasting());
    return json;
  }

  private void put(Map<String, @Nullable Object> json, FoundArchitecture architecture) {
    json.put("genotype", architecture.genotype().getText());
    json.put("scored", architecture.score().isPresent());
    json.put("validation_accuracy", architecture.score().orElse(null));
    var report = new LinkedHashMap<String, Double>();
    var rank = new LinkedHashMap<String, Integer>();
    for (var metric : reported) {
      report.put(metric.dataSet(), metric.accuracy());
      rank.put(metric.dataSet(), metric.rank());
    }
    json.put("report", report);
    json.put("rank", rank);
    json.put("parameters", architecture.parameters());
    json.put("madds", architecture.madds());
    json.put("counting_rule", "conv+fc");
  }

  private static Map<String, @Nullable Object> json(HeldOutResult check) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("accuracy", check.accuracy());
    var random = check.random();
    json.put("random_mean", random == null ? null : random.mean());
    json.put("random_best", random == null ? null : random.highest());
    json.put("random_architectures", random == null ? 0 : random.count());
    return json;
  }
}
