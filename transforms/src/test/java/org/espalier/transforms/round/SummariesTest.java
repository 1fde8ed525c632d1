package org.espalier.transforms.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.transforms.method.ToyRound.all;
import static org.espalier.transforms.method.ToyRound.evidence;
import static org.espalier.transforms.method.ToyRound.trial;

import java.util.List;
import org.espalier.schemas.Best;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Metric;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.method.ToyRound;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.junit.jupiter.api.Test;

final class SummariesTest {

  @Test
  void trialsAreCountedByHowTheyEnded() {
    var summary =
        of(
            ended(0, Status.OK),
            ended(1, Status.OK),
            ended(2, Status.REPLAYED),
            ended(3, Status.REPLAYED),
            ended(4, Status.REPLAYED),
            ended(5, Status.INVALID),
            ended(6, Status.OVER_CONSTRAINT),
            ended(7, Status.OVER_CONSTRAINT),
            ended(8, Status.DIVERGED),
            ended(9, Status.FAILED),
            ended(10, Status.FAILED),
            ended(11, Status.OVER_BUDGET));
    assertThat(summary.getCandidates()).isEqualTo(12);
    assertThat(summary.getEvaluated()).isEqualTo(2);
    assertThat(summary.getReplayed()).isEqualTo(3);
    assertThat(summary.getInvalid()).isEqualTo(1);
    assertThat(summary.getOverConstraint()).isEqualTo(2);
    assertThat(summary.getDiverged()).isEqualTo(1);
    assertThat(summary.getFailed()).isEqualTo(2);
    assertThat(summary.getOverBudget()).isEqualTo(1);
  }

  @Test
  void theMeanIsThatOfTheScoresThereAre() {
    var summary = of(trial(0, all(1), 0.2), trial(1, all(2), null), trial(2, all(3), 0.7));
    assertThat(summary.getMeanScore()).isCloseTo(0.45, within(1e-12));
    assertThat(of(trial(0, all(1), null)).getMeanScore()).isNull();
  }

  @Test
  void theLossIsThatOfTrainingAlone() {
    var metrics =
        List.of(
            new Metric("loss", "cifar10", "train", 0, 2.0),
            new Metric("loss", "cifar10", "val", 0, 50.0),
            new Metric("accuracy", "cifar10", "train", 0, 70.0));
    var other = List.of(new Metric("loss", "cifar10", "train", 0, 3.0));
    var summary = of(measured(0, metrics), measured(1, other));
    assertThat(summary.getLoss()).isEqualTo(2.5);
    assertThat(of(trial(0, all(1), 0.2)).getLoss()).isNull();
  }

  @Test
  void theLongestTrialIsTheTimeOfTheRound() {
    var quick = Trial.newBuilder(trial(0, all(1), 0.2)).setWallSeconds(1).build();
    var slow = Trial.newBuilder(trial(1, all(2), 0.2)).setWallSeconds(3).build();
    assertThat(of(quick, slow).getWallSeconds()).isEqualTo(3);
  }

  @Test
  void theBestAndTheBooksAreThoseOfTheStateAfterTheRound() {
    var best =
        Best.newBuilder()
            .setGenotype(all(3))
            .setScore(0.9)
            .setRound(0)
            .setIndex(0)
            .setParameters(1)
            .setMadds(1)
            .build();
    var after =
        SearchState.newBuilder(ToyRound.state(5, null))
            .setBest(best)
            .setEvaluations(12)
            .setSimulatedSeconds(34)
            .build();
    var gauges = List.of(new Gauge("entropy", 1.5));
    var summary =
        Summaries.of(
            Searches.experiment(new RandomSearch(1), Behaviour.WELL),
            after,
            evidence(trial(0, all(1), 0.2)),
            gauges);
    assertThat(summary.getRun()).isEqualTo("test");
    assertThat(summary.getMethod()).isEqualTo("random");
    assertThat(summary.getRound()).isZero();
    assertThat(summary.getTask()).isEqualTo(Task.SCORE);
    assertThat(summary.getBestScore()).isEqualTo(0.9);
    assertThat(summary.getBestGenotype()).isEqualTo(all(3).getText());
    assertThat(summary.getEvaluations()).isEqualTo(12);
    assertThat(summary.getSimulatedSeconds()).isEqualTo(34);
    assertThat(summary.getGauges()).isEqualTo(gauges);
  }

  @Test
  void aRoundWithoutTrialsHasNoTaskAndNoBestBeforeTheFirstScore() {
    var summary = of();
    assertThat(summary.getTask()).isNull();
    assertThat(summary.getBestScore()).isNull();
    assertThat(summary.getBestGenotype()).isNull();
    assertThat(summary.getWallSeconds()).isZero();
  }

  private static RoundSummary of(Trial... trials) {
    return Summaries.of(
        Searches.experiment(new RandomSearch(1), Behaviour.WELL),
        ToyRound.state(5, null),
        evidence(trials),
        List.of());
  }

  private static Trial ended(int index, Status status) {
    return Trial.newBuilder(trial(index, all(1), null)).setStatus(status).build();
  }

  private static Trial measured(int index, List<Metric> metrics) {
    return Trial.newBuilder(trial(index, all(1), null)).setMetrics(metrics).build();
  }
}
