package org.espalier.transforms.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.transforms.method.ToyRound.all;
import static org.espalier.transforms.method.ToyRound.trial;

import java.util.List;
import org.espalier.schemas.Metric;
import org.espalier.schemas.Scored;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.method.ToyRound;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TrialResolverTest {

  private static final Metric METRIC = new Metric("accuracy", "cifar10", "val", 12, 0.5);

  @Test
  void trialsAreOrderedByTheirIndexHoweverTheyArrive() {
    var trials = List.of(trial(2, all(2), 0.2), trial(0, all(0), 0.3), trial(1, all(1), null));
    assertThat(settled(state(), trials)).extracting(Trial::getIndex).containsExactly(0, 1, 2);
  }

  @Test
  void aRepetitionHasTheScoreAndTheMetricsOfItsRoundsFirst() {
    var first = Trial.newBuilder(trial(0, all(3), 0.5)).setMetrics(List.of(METRIC)).build();
    var settled = settled(state(), List.of(repetition(1, Status.REPLAYED), first));
    assertThat(settled.get(1).getStatus()).isEqualTo(Status.REPLAYED);
    assertThat(settled.get(1).getScore()).isEqualTo(0.5);
    assertThat(settled.get(1).getMetrics()).containsExactly(METRIC);
  }

  @Test
  void aRepetitionOfAnEarlierRoundHasTheScoreOfTheArchive() {
    var settled = settled(archive(Status.OK, 0.7), List.of(repetition(0, Status.REPLAYED)));
    assertThat(settled.get(0).getStatus()).isEqualTo(Status.REPLAYED);
    assertThat(settled.get(0).getScore()).isEqualTo(0.7);
    assertThat(settled.get(0).getMetrics()).containsExactly(METRIC);
  }

  @Test
  void whatTheArchiveKnowsAsDivergedIsDivergedAgain() {
    var settled = settled(archive(Status.DIVERGED, null), List.of(repetition(0, Status.REPLAYED)));
    assertThat(settled.get(0).getStatus()).isEqualTo(Status.DIVERGED);
    assertThat(settled.get(0).getScore()).isNull();
  }

  @Test
  void aRepetitionOfWhatHasNoScoreSaysWhichItRepeats() {
    var settled = settled(state(), List.of(trial(0, all(3), null), repetition(1, Status.REPLAYED)));
    assertThat(settled.get(1).getStatus()).isEqualTo(Status.REPLAYED);
    assertThat(settled.get(1).getScore()).isNull();
    assertThat(settled.get(1).getMessage()).contains("first", "no score");
  }

  @Test
  void theScoreOfTheArchiveIsNotReplacedByALaterOne() {
    var trials = List.of(trial(0, all(3), 0.1), repetition(1, Status.REPLAYED));
    assertThat(settled(archive(Status.OK, 0.7), trials).get(1).getScore()).isEqualTo(0.7);
  }

  @Test
  void theEvaluationThatCrossesTheClockCountsAndTheNextDoesNot() {
    // The limit is 250 seconds; 100 are spent, and an evaluation costs 100.
    var trials =
        List.of(
            costing(trial(0, all(0), 0.1)),
            costing(trial(1, all(1), 0.2)),
            costing(trial(2, all(2), 0.3)));
    var settled = settled(spent(100), trials);
    assertThat(settled)
        .extracting(Trial::getStatus)
        .containsExactly(Status.OK, Status.OK, Status.OVER_BUDGET);
    assertThat(settled.get(2).getScore()).isNull();
    assertThat(settled.get(2).getMessage()).contains("300");
  }

  @Test
  void aClockThatHasJustRunOutLetsNothingCount() {
    assertThat(settled(spent(250), List.of(costing(trial(0, all(0), 0.1)))).get(0).getStatus())
        .isEqualTo(Status.OVER_BUDGET);
  }

  @Test
  void theClockIsNotAskedForWhatIsFreeOrTrainsOrWasNotEvaluated() {
    var free = Trial.newBuilder(costing(trial(0, all(0), 0.1))).setCharged(false).build();
    var training =
        Trial.newBuilder(costing(trial(1, all(1), 0.1))).setTask(Task.TRAIN).setScore(null).build();
    var invalid = Trial.newBuilder(trial(2, all(2), null)).setStatus(Status.INVALID).build();
    assertThat(settled(spent(250), List.of(free, training, invalid)))
        .extracting(Trial::getStatus)
        .containsExactly(Status.OK, Status.OK, Status.INVALID);
  }

  @Test
  void whatWasFreeDoesNotMoveTheClock() {
    var free = Trial.newBuilder(costing(trial(0, all(0), 0.1))).setCharged(false).build();
    var settled = settled(spent(200), List.of(free, costing(trial(1, all(1), 0.2))));
    assertThat(settled.get(1).getStatus()).isEqualTo(Status.OK);
  }

  @Test
  void anEvaluationIsWhateverCameOfOne() {
    for (var status : Status.values()) {
      var trial = Trial.newBuilder(trial(0, all(0), null)).setStatus(status).build();
      assertThat(TrialResolver.evaluated(trial))
          .as(status.name())
          .isEqualTo(List.of(Status.OK, Status.DIVERGED, Status.FAILED).contains(status));
    }
  }

  @Test
  void whatIsKeptForRepetitionsIsTheTrialsScore() {
    var trial = Trial.newBuilder(trial(4, all(3), 0.5)).setMetrics(List.of(METRIC)).build();
    var scored = TrialResolver.scored(trial);
    assertThat(scored.getId()).isEqualTo(trial.getId());
    assertThat(scored.getCanonical()).isEqualTo(trial.getCanonical());
    assertThat(scored.getDataSet()).isEqualTo("cifar10");
    assertThat(scored.getStatus()).isEqualTo(Status.OK);
    assertThat(scored.getScore()).isEqualTo(0.5);
    assertThat(scored.getMetrics()).containsExactly(METRIC);
  }

  private static List<Trial> settled(SearchState state, List<Trial> trials) {
    var experiment =
        Searches.experiment(new RandomSearch(1), Behaviour.WELL, new Budget(400, 40, 250, 3));
    return new TrialResolver(experiment, state).settle(trials);
  }

  private static SearchState state() {
    return ToyRound.state(2, null);
  }

  private static SearchState spent(double seconds) {
    return SearchState.newBuilder(state()).setSimulatedSeconds(seconds).build();
  }

  private static Trial costing(Trial trial) {
    return Trial.newBuilder(trial).setSimulatedSeconds(100).build();
  }

  private static Trial repetition(int index, Status status) {
    return Trial.newBuilder(trial(index, all(3), null))
        .setStatus(status)
        .setMessage("first")
        .build();
  }

  private static SearchState archive(Status status, @Nullable Double score) {
    var scored =
        Scored.newBuilder()
            .setDataSet("cifar10")
            .setCanonical(ToyRound.SPACE.canonical(all(3)))
            .setId("first")
            .setStatus(status)
            .setScore(score)
            .setMetrics(List.of(METRIC))
            .build();
    return SearchState.newBuilder(state()).setArchive(List.of(scored)).build();
  }
}
