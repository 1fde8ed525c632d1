package org.espalier.transforms.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.transforms.method.ToyRound.all;
import static org.espalier.transforms.method.ToyRound.evidence;
import static org.espalier.transforms.method.ToyRound.trial;

import java.util.List;
import org.espalier.schemas.Best;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.RandomState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.method.ToyRound;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.junit.jupiter.api.Test;

final class LedgerTest {

  private static final double ANY = Double.POSITIVE_INFINITY;
  private static final Budget BUDGET = new Budget(10, 100, 10_000, 2);

  @Test
  void evaluationsSecondsTrialsAndFailuresAddUp() {
    var before =
        SearchState.newBuilder(state())
            .setEvaluations(5)
            .setSimulatedSeconds(50)
            .setFailures(1)
            .setTrials(7)
            .build();
    var after =
        next(
            before,
            evidence(
                costing(trial(0, all(0), 0.1)),
                status(costing(trial(1, all(1), null)), Status.FAILED),
                costing(trial(2, all(2), null)),
                status(costing(trial(3, all(3), null)), Status.REPLAYED),
                Trial.newBuilder(costing(trial(4, all(4), 0.2))).setCharged(false).build()));
    // OK, FAILED and DIVERGED are charged; the repetition and the free one are not.
    assertThat(after.getEvaluations()).isEqualTo(8);
    assertThat(after.getSimulatedSeconds()).isEqualTo(350);
    assertThat(after.getFailures()).isEqualTo(2);
    assertThat(after.getTrials()).isEqualTo(12);
    assertThat(after.getRound()).isEqualTo(5);
    assertThat(after.getFinished()).isNull();
  }

  @Test
  void theBestIsOfTheWeightsItWasMeasuredWith() {
    var before = next(state(), evidence(sized(trial(0, all(3), 0.9))));
    var trained = Evidence.newBuilder(evidence()).setWeights("new").build();
    assertThat(before.getBest()).isNotNull();
    assertThat(next(before, trained).getBest()).isNull();
    assertThat(next(before, evidence(sized(trial(0, all(2), 0.1)))).getBest())
        .isEqualTo(before.getBest());
  }

  @Test
  void whatStaysTheSameStaysTheSame() {
    var before =
        SearchState.newBuilder(ToyRound.state(4, new RandomState(3L))).setWeights("abc").build();
    var after = next(before, evidence(sized(trial(0, all(0), 0.1))));
    assertThat(after.getRun()).isEqualTo(before.getRun());
    assertThat(after.getMethod()).isEqualTo(before.getMethod());
    assertThat(after.getSpace()).isEqualTo(before.getSpace());
    assertThat(after.getSeed()).isEqualTo(before.getSeed());
    assertThat(after.getMethodState()).isEqualTo(new RandomState(3L));
    assertThat(after.getWeights()).isEqualTo("abc");
  }

  @Test
  void replicasTakeTheirStepsSideBySide() {
    var before = SearchState.newBuilder(state()).setSteps(100).build();
    var after = next(before, evidence(training(0, 10), training(1, 8)));
    assertThat(after.getSteps()).isEqualTo(110);
    assertThat(after.getEvaluations()).isZero();
  }

  @Test
  void theStepsBehindTheWeightsStandStillWhereARoundLeavesNone() {
    var before = SearchState.newBuilder(state()).setSteps(100).build();
    var trained =
        next(before, Evidence.newBuilder(evidence(training(0, 10))).setWeights("new").build());
    var diverged = next(trained, evidence(training(0, 10)));
    assertThat(trained.getWeightsStep()).isEqualTo(110);
    assertThat(diverged.getSteps()).isEqualTo(120);
    assertThat(diverged.getWeightsStep()).isEqualTo(110);
  }

  @Test
  void theBestIsTheFirstOfTheHighestScoresOnTheDataSetOfTheSearch() {
    var elsewhere = Trial.newBuilder(trial(3, all(4), 0.99)).setDataSet("cifar100").build();
    var sized = Trial.newBuilder(trial(1, all(2), 0.8)).setParameters(5L).setMadds(6L).build();
    var same = Trial.newBuilder(trial(2, all(3), 0.8)).setParameters(7L).setMadds(8L).build();
    var after = next(state(), evidence(sized(trial(0, all(1), 0.3)), sized, same, elsewhere));
    assertThat(after.getBest())
        .isEqualTo(
            Best.newBuilder()
                .setGenotype(all(2))
                .setScore(0.8)
                .setRound(0)
                .setIndex(1)
                .setParameters(5)
                .setMadds(6)
                .build());
    assertThat(next(after, evidence(sized(trial(0, all(4), 0.7)))).getBest())
        .isEqualTo(after.getBest());
    assertThat(next(after, evidence(trial(0, all(4), null))).getBest()).isEqualTo(after.getBest());
  }

  @Test
  void whatMayNotBeTheBestIsCountedAndKeptAllTheSame() {
    var ledger = new Ledger(experiment(BUDGET, true), trial -> trial.getIndex() == 0);
    var high = sized(trial(1, all(2), 0.8));
    var after = ledger.next(state(), evidence(sized(trial(0, all(1), 0.3)), high)).build();
    assertThat(after.getBest().getGenotype()).isEqualTo(all(1));
    assertThat(after.getEvaluations()).isEqualTo(2);
    assertThat(after.getArchive()).hasSize(2);
  }

  @Test
  void whatTeachesAndWhatPredictsStaysUntilItIsReplaced() {
    var once =
        next(
            state(),
            Evidence.newBuilder(evidence(training(0, 5))).setWeights("w").setTeacher("t").build());
    assertThat(once.getTeacher()).isEqualTo("t");
    var scored = next(once, evidence(sized(trial(0, all(1), 0.3))));
    assertThat(scored.getArchive()).hasSize(1);
    var predicts =
        next(
            scored,
            Evidence.newBuilder(evidence(sized(trial(0, all(2), 0.3)))).setPredictor("p").build());
    assertThat(predicts.getTeacher()).isEqualTo("t");
    assertThat(predicts.getPredictor()).isEqualTo("p");
    // What was measured is not what would be predicted.
    assertThat(predicts.getArchive()).hasSize(1);
    assertThat(next(predicts, evidence(training(0, 5))).getPredictor()).isEqualTo("p");
  }

  @Test
  void scoresAreKeptForRepetitionsUntilTheWeightsTheyWereMeasuredWithAreReplaced() {
    var once =
        next(
            state(),
            evidence(sized(trial(0, all(1), 0.3)), trial(1, all(2), null), training(2, 5)));
    assertThat(once.getArchive())
        .singleElement()
        .isEqualTo(TrialResolver.scored(trial(0, all(1), 0.3)));
    var twice = next(once, evidence(sized(trial(0, all(3), 0.4))));
    assertThat(twice.getArchive()).hasSize(2);
    var retrained =
        next(twice, Evidence.newBuilder(evidence(training(0, 5))).setWeights("new").build());
    assertThat(retrained.getArchive()).isEmpty();
    assertThat(retrained.getWeights()).isEqualTo("new");
  }

  @Test
  void withoutDeduplicationNothingIsKeptForRepetitions() {
    var ledger = new Ledger(experiment(BUDGET, false), trial -> true);
    assertThat(ledger.next(state(), evidence(sized(trial(0, all(1), 0.3)))).getArchive()).isEmpty();
  }

  @Test
  void aRoundWithoutTrialsEndsTheSearch() {
    assertThat(next(state(), evidence()).getFinished()).isEqualTo("nothing left to propose");
  }

  @Test
  void theReasonOfTheMethodComesBeforeThatOfTheBudget() {
    var ended =
        Evidence.newBuilder(evidence(sized(trial(0, all(0), 0.1))))
            .setEnded("all epochs made")
            .build();
    var spent = SearchState.newBuilder(state()).setEvaluations(99).build();
    assertThat(next(spent, ended).getFinished()).isEqualTo("all epochs made");
    assertThat(next(spent, evidence(sized(trial(0, all(0), 0.1)))).getFinished())
        .isEqualTo("100 evaluations made");
  }

  private static SearchState next(SearchState before, Evidence evidence) {
    return new Ledger(experiment(BUDGET, true), trial -> true).next(before, evidence).build();
  }

  private static Experiment experiment(Budget budget, boolean deduplicate) {
    return Searches.experiment(
        new RandomSearch(1), Behaviour.WELL, budget, new Constraints(deduplicate, ANY, ANY));
  }

  private static SearchState state() {
    return ToyRound.state(4, null);
  }

  private static Trial costing(Trial trial) {
    return Trial.newBuilder(sized(trial)).setSimulatedSeconds(100).build();
  }

  private static Trial sized(Trial trial) {
    return Trial.newBuilder(trial).setParameters(1L).setMadds(1L).build();
  }

  private static Trial status(Trial trial, Status status) {
    return Trial.newBuilder(trial).setStatus(status).build();
  }

  private static Trial training(int index, int steps) {
    return Trial.newBuilder(trial(index, all(0), 0.0))
        .setTask(Task.TRAIN)
        .setScore(null)
        .setSteps(steps)
        .setMessage(null)
        .setMetrics(List.of())
        .build();
  }
}
