package org.espalier.runners.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.espalier.schemas.Metric;
import org.espalier.schemas.StudyRow;
import org.junit.jupiter.api.Test;

class StudyReportTest {

  private static final StudyReport REPORT =
      new StudyReport(
          "toy",
          "/runs/toy",
          List.of(
              row(3, 0.70, 0.60, List.of(0.5, 0.6, 0.7)),
              row(4, 0.80, 0.50, List.of(0.6, 0.8)),
              row(5, 0.75, 0.70, List.of(0.1, 0.1, 0.75))));

  @Test
  void theCurveIsOverTheSeedsThatCameSoFar() {
    var curve = REPORT.curve();
    assertThat(curve).extracting(StudyReport.Point::evaluations).containsExactly(1, 2, 3);
    assertThat(curve).extracting(point -> point.best().count()).containsExactly(3, 3, 2);
    assertThat(curve.get(0).best().mean()).isEqualTo(0.4, within(1e-12));
    assertThat(curve.get(1).best().lowest()).isEqualTo(0.1);
    assertThat(curve.get(2).best().highest()).isEqualTo(0.75);
  }

  @Test
  void meanSpreadAndBestAreThere() {
    assertThat(REPORT.best().getSeed()).isEqualTo(4);
    assertThat(REPORT.text())
        .contains("3 seeds", "75.00 ± 5.00 %", "(70.00 to 80.00)", "80.00 %, seed 4", "cell-4")
        .containsPattern("cifar10 test +60.00 ± 10.00 %");
    assertThat(REPORT.json()).containsEntry("seeds", 3).containsKeys("best", "regret", "report");
  }

  @Test
  void theCurveFitsATerminalHoweverLongItIs() {
    var long1000 =
        new StudyReport("t", "/t", List.of(row(0, 1, 1, java.util.Collections.nCopies(1000, 0.5))));
    var lines = long1000.curveText().lines().toList();
    assertThat(lines).hasSizeLessThanOrEqualTo(13);
    assertThat(lines.get(1)).startsWith("          1 ");
    assertThat(lines.get(lines.size() - 1)).startsWith("       1000 ");
    assertThat(long1000.curveRows()).hasSize(1000);
  }

  @Test
  void aStudyWithoutARowIsRefused() {
    assertThatThrownBy(() -> new StudyReport("t", "/t", List.of()))
        .hasMessageContaining("/t")
        .hasMessageContaining("without a row");
  }

  private static StudyRow row(long seed, double score, double test, List<Double> trajectory) {
    return StudyRow.newBuilder()
        .setRun("toy")
        .setMethod("random")
        .setDataSet("cifar10")
        .setSeed(seed)
        .setEvaluations(trajectory.size())
        .setSimulatedSeconds(1)
        .setRounds(1)
        .setGenotype("cell-" + seed)
        .setScore(score)
        .setRegret(0.9 - score)
        .setReport(List.of(new Metric("accuracy", "cifar10", "test", 200, test)))
        .setTrajectory(trajectory)
        .build();
  }
}
