package org.espalier.runners.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.espalier.models.space.SearchSpaces;
import org.espalier.pipelines.FoundArchitecture;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.RoundSummary;
import org.junit.jupiter.api.Test;

/** Text, JSON and page are views of the same report. */
class ReportPageTest {

  private static final String TEXT = "|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|";

  @Test
  void thePageHasTheArchitectureItsDrawingTheCurveAndTheNumbersAndNeedsNothingBesideItself() {
    var page = ReportPage.of(report(Optional.of(0.75)));
    assertThat(page)
        .contains("<!doctype html>", TEXT, "75.00 %", "<circle", "<polyline", "12.5", "entropy")
        .doesNotContain("src=", "href=", "@import", "url(", "<script", "/private/place");
  }

  @Test
  void whatCameFromTheRunIsNoMarkup() {
    var report = report(Optional.of(0.75));
    var hostile =
        new RunReport(
            "<b>",
            report.directory(),
            "<script>alert(1)</script>",
            report.space(),
            report.dataSet(),
            report.seed(),
            report.found(),
            "digraph x {\n  a [label=\"<i>\"];\n}\n",
            report.reported(),
            report.heldOut(),
            report.progress(),
            report.rounds());
    assertThat(ReportPage.of(hostile))
        .contains("&lt;script&gt;", "&lt;i&gt;")
        .doesNotContain("<script", "<b>", "<i>");
  }

  @Test
  void allViewsSayThatAnArchitectureWasNotScored() {
    var report = report(Optional.empty());
    assertThat(ReportText.of(report)).contains(TEXT, "not scored");
    assertThat(report.json()).containsEntry("scored", false).containsEntry("genotype", TEXT);
    assertThat(report.json()).containsEntry("validation_accuracy", null);
    assertThat(ReportPage.of(report)).contains("not scored");
  }

  @Test
  void whatLastsNamesTheRunAndNotItsPlace() {
    var report = report(Optional.of(0.75));
    assertThat(report.lasting()).containsEntry("run", "r").doesNotContainKey("run_directory");
    assertThat(report.json()).containsEntry("run_directory", "/private/place");
    assertThat(Json.pretty(report.lasting())).doesNotContain("/private");
  }

  private static RunReport report(Optional<Double> score) {
    var space = SearchSpaces.named("nb201");
    var genotype = space.parse(TEXT);
    return new RunReport(
        "r",
        "/private/place",
        "random",
        "nb201",
        "cifar10",
        0,
        Optional.of(new FoundArchitecture(genotype, score, 100, 200)),
        space.dot(genotype),
        List.of(),
        Optional.empty(),
        new RunReport.Progress(16, 16, 12.5, 2, 3, "16 evaluations made"),
        List.of(round(0, 0.5), round(1, 0.75)));
  }

  private static RoundSummary round(int number, double best) {
    return RoundSummary.newBuilder()
        .setRun("r")
        .setMethod("random")
        .setRound(number)
        .setCandidates(8)
        .setEvaluated(8)
        .setReplayed(0)
        .setInvalid(0)
        .setOverConstraint(0)
        .setDiverged(0)
        .setFailed(0)
        .setOverBudget(0)
        .setBestScore(best)
        .setEvaluations(8L * (number + 1))
        .setSimulatedSeconds(12.5)
        .setGauges(List.of(new Gauge("entropy", 0.25)))
        .build();
  }
}
