package org.espalier.runners.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.espalier.schemas.RoundSummary;
import org.jspecify.annotations.Nullable;

/** A report as one HTML page that needs nothing beside itself. */
public final class ReportPage {

  private static final int MOST_ROUNDS = 500;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%1$s</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
      code { overflow-wrap: anywhere; } svg { max-width: 100%%; height: auto; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      td, th { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid #8884; }
      td:first-child, th:first-child { text-align: left; }
      </style>
      </head>
      <body>
      <h1>%1$s</h1>
      %2$s</body>
      </html>
      """;

  private ReportPage() {}

  /** The page of a run. */
  public static String of(RunReport report) {
    var body = new StringBuilder();
    report
        .found()
        .ifPresent(
            found ->
                body.append(
                    "<p><code>%s</code></p>%n".formatted(escaped(found.genotype().getText()))));
    body.append(summary(report));
    section(body, "Cell", CellSvg.of(report.drawing()));
    section(body, "Best so far", best(report));
    section(body, "Derived architecture", derived(report));
    section(body, "Rounds", rounds(report.rounds()));
    return PAGE.formatted(
        escaped("%s: %s in %s".formatted(report.run(), report.method(), report.space())), body);
  }

  /** The page of a study. */
  public static String of(StudyReport report) {
    var body = new StringBuilder("<pre>").append(escaped(report.text())).append("</pre>\n");
    var points =
        report.curve().stream()
            .map(
                point -> {
                  var best = point.best();
                  return new CurveSvg.Point(
                      point.evaluations(),
                      best.mean(),
                      best.mean() - best.std(),
                      best.mean() + best.std());
                })
            .toList();
    var curve = new CurveSvg("evaluations", "mean of the best so far ± standard deviation", points);
    section(body, "Best so far", curve.draw());
    return PAGE.formatted(escaped(report.run() + ": " + report.rows().size() + " seeds"), body);
  }

  private static String summary(RunReport report) {
    var rows = new StringBuilder();
    ReportText.facts(report)
        .forEach(
            (label, value) ->
                rows.append(
                    "<tr><th>%s</th><td>%s</td></tr>%n".formatted(escaped(label), escaped(value))));
    return "<table>\n" + rows + "</table>\n";
  }

  private static String best(RunReport report) {
    var points = new ArrayList<CurveSvg.Point>();
    for (var round : report.rounds()) {
      var best = round.getBestScore();
      if (best != null) {
        points.add(new CurveSvg.Point(round.getEvaluations(), best, best, best));
      }
    }
    return new CurveSvg("evaluations", "best validation accuracy", points).draw();
  }

  private static String derived(RunReport report) {
    var points = new ArrayList<CurveSvg.Point>();
    for (var round : report.rounds()) {
      var accuracy = RoundsView.derived(round, report.dataSet());
      if (accuracy != null) {
        points.add(new CurveSvg.Point(round.getRound(), accuracy, accuracy, accuracy));
      }
    }
    return new CurveSvg("round", "test accuracy that the benchmark reports", points).draw();
  }

  private static String rounds(List<RoundSummary> rounds) {
    var shown = rounds.subList(Math.max(0, rounds.size() - MOST_ROUNDS), rounds.size());
    var rows = RoundsView.rows(shown);
    var heads = new HashSet<String>();
    rows.forEach(row -> row.forEach((head, value) -> add(heads, head, value)));
    var columns =
        rows.stream()
            .flatMap(row -> row.keySet().stream())
            .distinct()
            .filter(heads::contains)
            .toList();
    var table = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
    columns.forEach(head -> table.append("<th>").append(escaped(head)).append("</th>"));
    table.append("</tr>\n");
    for (var row : rows) {
      table.append("<tr>");
      columns.forEach(head -> table.append("<td>").append(cell(row, head)).append("</td>"));
      table.append("</tr>\n");
    }
    return rows.isEmpty() ? "" : table.append("</table></div>\n").toString();
  }

  /** Architectures are too long for a cell, and columns of nothing say nothing. */
  private static void add(Set<String> heads, String head, @Nullable Object value) {
    if (value instanceof Number || head.equals("task")) {
      heads.add(head);
    }
  }

  private static String cell(Map<String, @Nullable Object> row, String head) {
    var value = row.get(head);
    if (value == null) {
      return "";
    }
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.5g", number)
        : escaped(value.toString());
  }

  private static void section(StringBuilder body, String title, String content) {
    if (!content.isEmpty()) {
      body.append("<h2>%s</h2>%n%s%n".formatted(escaped(title), content));
    }
  }

  private static String escaped(String text) {
    return Markup.escaped(text);
  }
}
