package org.espalier.transforms.tables;

import java.util.List;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Metric;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.Spread;
import org.espalier.schemas.Status;
import org.espalier.schemas.StudyRow;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;

/** Rows that have something in each nested column. */
public final class Rows {

  private Rows() {}

  static Metric metric(String name, String dataSet, String split, double value) {
    return new Metric(name, dataSet, split, 12, value);
  }

  /** A trial on cifar10. */
  public static Trial trial(Metric... metrics) {
    return Trial.newBuilder()
        .setRun("rows")
        .setMethod("random")
        .setSpace("nb201")
        .setDataSet("cifar10")
        .setRound(0)
        .setIndex(0)
        .setId("0123456789abcdef")
        .setTask(Task.SCORE)
        .setGenotype(new Genotype("nb201", "a b", List.of(1, 2)))
        .setSeed(1)
        .setStatus(Status.OK)
        .setMetrics(List.of(metrics))
        .setStartedAt(1_700_000_000_000L)
        .setEndedAt(1_700_000_000_250L)
        .build();
  }

  /** A round with a derived architecture. */
  public static RoundSummary round() {
    return RoundSummary.newBuilder()
        .setRun("rows")
        .setMethod("gdas")
        .setRound(0)
        .setTask(Task.TRAIN)
        .setCandidates(1)
        .setEvaluated(1)
        .setReplayed(0)
        .setInvalid(0)
        .setOverConstraint(0)
        .setDiverged(0)
        .setFailed(0)
        .setOverBudget(0)
        .setEvaluations(0)
        .setSimulatedSeconds(0)
        // Neither in the order of the alphabet nor in that of a hash table.
        .setGauges(List.of(new Gauge("stage", 2.0), new Gauge("entropy", 1.0), new Gauge("b", 0.0)))
        .setStartedAt(1_700_000_000_000L)
        .setEndedAt(1_700_000_000_250L)
        .setDerived("a b")
        .setDerivedReport(List.of(metric("accuracy", "cifar10", "test", 0.75)))
        .setDrawnReport(new Spread(16, 0.125, 0.25, 0.5))
        .build();
  }

  /** A search of a study. */
  public static StudyRow study() {
    return StudyRow.newBuilder()
        .setRun("rows")
        .setMethod("random")
        .setDataSet("cifar10")
        .setSeed(1)
        .setEvaluations(2)
        .setSimulatedSeconds(3)
        .setRounds(4)
        .setGenotype("a b")
        .setScore(0.5)
        .setReport(List.of(metric("accuracy", "cifar100", "test", 0.75)))
        .setTrajectory(List.of(0.25, 0.5))
        .build();
  }
}
