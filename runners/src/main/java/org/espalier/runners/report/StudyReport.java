package org.espalier.runners.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.schemas.Metric;
import org.espalier.schemas.StudyRow;
import org.jspecify.annotations.Nullable;

/**
 * What the searches of a study have found, over all seeds.
 *
 * @param run name of the study
 * @param directory where it is stored
 * @param rows a row a seed
 */
public record StudyReport(String run, String directory, List<StudyRow> rows) {

  private static final int POINTS_SHOWN = 12;

  /**
   * The best score so far after a number of evaluations, over the seeds that made as many.
   *
   * @param evaluations how many, from 1
   * @param best the best scores so far, fractions
   */
  public record Point(int evaluations, Statistics best) {}

  /** Copies the rows. */
  public StudyReport {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(directory + " holds a study without a row");
    }
  }

  /** The curve over evaluations, a point each. */
  public List<Point> curve() {
    var longest = rows.stream().mapToInt(row -> row.getTrajectory().size()).max().orElse(0);
    var curve = new ArrayList<Point>(longest);
    for (var at = 0; at < longest; at++) {
      var index = at;
      var scores =
          rows.stream()
              .map(StudyRow::getTrajectory)
              .filter(trajectory -> index < trajectory.size())
              .mapToDouble(trajectory -> trajectory.get(index))
              .toArray();
      curve.add(new Point(at + 1, Statistics.of(scores)));
    }
    return curve;
  }

  /** The seed whose search found the best score; the first of them. */
  public StudyRow best() {
    return rows.stream().max(Comparator.comparingDouble(StudyRow::getScore)).orElseThrow();
  }

  private Map<String, Statistics> reported() {
    var dataSets = new LinkedHashSet<String>();
    rows.forEach(row -> row.getReport().forEach(metric -> dataSets.add(metric.getDataSet())));
    var reported = new TreeMap<String, Statistics>();
    for (var dataSet : dataSets) {
      var values =
          rows.stream()
              .flatMap(row -> row.getReport().stream())
              .filter(metric -> metric.getDataSet().equals(dataSet))
              .mapToDouble(Metric::getValue)
              .toArray();
      reported.put(dataSet, Statistics.of(values));
    }
    return reported;
  }

  private @Nullable Statistics regret() {
    var values =
        rows.stream()
            .map(StudyRow::getRegret)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    return values.length == 0 ? null : Statistics.of(values);
  }

  private Statistics score() {
    return Statistics.of(rows.stream().mapToDouble(StudyRow::getScore).toArray());
  }

  private double evaluations() {
    return rows.stream().mapToLong(StudyRow::getEvaluations).average().orElse(0);
  }

  /** For scripts: accuracies are fractions. */
  public Map<String, @Nullable Object> json() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("run", run);
    json.put("run_directory", directory);
    json.put("seeds", rows.size());
    json.put("evaluations", evaluations());
    json.put("validation_accuracy", score().json());
    var regret = regret();
    json.put("regret", regret == null ? null : regret.json());
    var sets = new LinkedHashMap<String, Object>();
    reported().forEach((dataSet, statistics) -> sets.put(dataSet, statistics.json()));
    json.put("report", sets);
    var best = new LinkedHashMap<String, @Nullable Object>();
    best.put("seed", best().getSeed());
    best.put("validation_accuracy", best().getScore());
    best.put("genotype", best().getGenotype());
    json.put("best", best);
    return json;
  }

  /** The curve as rows for scripts. */
  public List<Map<String, @Nullable Object>> curveRows() {
    var points = new ArrayList<Map<String, @Nullable Object>>();
    for (var point : curve()) {
      var row = new LinkedHashMap<String, @Nullable Object>();
      row.put("evaluations", point.evaluations());
      row.put("seeds", point.best().count());
      row.putAll(point.best().json());
      points.add(row);
    }
    return points;
  }

  /** For people: mean ± deviation and range, in percent. */
  public String text() {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s searched on %s from %d seeds: %.1f evaluations each%n",
            rows.get(0).getMethod(),
            rows.get(0).getDataSet(),
            rows.size(),
            evaluations()));
    line(text, "validation accuracy", score().percent());
    reported().forEach((dataSet, of) -> line(text, dataSet + " test", of.percent()));
    var regret = regret();
    if (regret != null) {
      line(text, "regret", regret.percent());
    }
    line(text, "best", "%s, seed %d".formatted(Percent.of(best().getScore()), best().getSeed()));
    text.append(TextTable.wrapped(best().getGenotype()));
    return text.toString();
  }

  /** Points of the curve for people, denser at its start. */
  public String curveText() {
    var curve = curve();
    var shown = new TreeSet<Integer>();
    for (var i = 0; i < POINTS_SHOWN && !curve.isEmpty(); i++) {
      shown.add((int) Math.round(Math.pow(curve.size(), (double) i / (POINTS_SHOWN - 1))));
    }
    var points = shown.stream().map(evaluations -> curve.get(evaluations - 1)).toList();
    return new TextTable()
        .number("evaluations", cells(points, point -> point.evaluations()))
        .number("seeds", cells(points, point -> point.best().count()))
        .number("best so far", cells(points, point -> Percent.of(point.best().mean())))
        .number("± std", cells(points, point -> Percent.of(point.best().std())))
        .number("lowest", cells(points, point -> Percent.of(point.best().lowest())))
        .number("highest", cells(points, point -> Percent.of(point.best().highest())))
        .lines();
  }

  private static List<String> cells(
      List<Point> points, java.util.function.Function<Point, Object> cell) {
    return points.stream().map(point -> cell.apply(point).toString()).toList();
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(String.format(Locale.ROOT, "%-20s %s%n", label, value));
  }
}
