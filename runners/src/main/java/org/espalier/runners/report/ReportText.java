package org.espalier.runners.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.espalier.pipelines.FoundArchitecture;

/** A report for people: accuracies in percent. */
public final class ReportText {

  private ReportText() {}

  /** What was found, and how far the search is, for a terminal. */
  public static String of(RunReport report) {
    var text = new StringBuilder();
    report.found().ifPresent(it -> text.append(TextTable.wrapped(it.genotype().getText())));
    facts(report).forEach((label, value) -> line(text, label, value));
    line(text, "run directory", report.directory());
    return text.toString();
  }

  /** What to do next, in one line. */
  public static String next(RunReport report) {
    var text = new StringBuilder();
    var directory = quoted(report.directory());
    line(text, "next", "espalier show " + directory + "   ·   espalier derive " + directory);
    return text.toString();
  }

  /** Label and value of all that is true wherever the directory lies. */
  static Map<String, String> facts(RunReport report) {
    var facts = new LinkedHashMap<String, String>();
    report.found().ifPresent(found -> found(facts, report, found));
    facts.put("search", progress(report.progress()));
    return facts;
  }

  private static void found(Map<String, String> facts, RunReport report, FoundArchitecture found) {
    facts.put(
        "validation accuracy",
        found
            .score()
            .map(score -> Percent.of(score) + " on " + report.dataSet())
            .orElse("not scored: derived so far, from a search that was not complete"));
    report.heldOut().ifPresent(check -> facts.put("held-out accuracy", heldOut(check)));
    for (var metric : report.reported()) {
      facts.put(
          metric.dataSet() + " test",
          Percent.of(metric.accuracy()) + " after full training, rank " + metric.rank());
    }
    facts.put(
        "size",
        String.format(
            Locale.ROOT,
            "%.3f M parameters, %.1f M multiply-adds (conv+fc) as the full network",
            found.parameters() / 1e6,
            found.madds() / 1e6));
  }

  private static String heldOut(RunReport.HeldOutResult check) {
    var accuracy = check.accuracy() == null ? "unknown" : Percent.of(check.accuracy());
    var random = check.random();
    return random == null
        ? accuracy
        : "%s; %d random architectures: mean %s, best %s"
            .formatted(
                accuracy, random.count(), Percent.of(random.mean()), Percent.of(random.highest()));
  }

  private static String progress(RunReport.Progress progress) {
    var seconds =
        progress.wallSeconds() > 0
            ? String.format(Locale.ROOT, ", %.0f s", progress.wallSeconds())
            : "";
    return "%d trials in %d rounds%s; %s"
        .formatted(
            progress.trials(),
            progress.rounds(),
            seconds,
            progress.finished() == null
                ? "not finished: repeat the search to resume"
                : progress.finished());
  }

  /** A path as a shell takes it. */
  private static String quoted(String path) {
    return path.matches("[A-Za-z0-9_./:-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(String.format(Locale.ROOT, "%-20s %s%n", label, value));
  }
}
