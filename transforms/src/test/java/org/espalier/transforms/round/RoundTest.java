package org.espalier.transforms.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.espalier.schemas.Status;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.method.RegularizedEvolution;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.junit.jupiter.api.Test;

class RoundTest {

  private static final double ANY = Double.POSITIVE_INFINITY;

  @Test
  void theBudgetOfEvaluationsIsSpentExactly() {
    var outcome = Searches.run(Searches.experiment(new RandomSearch(7), Behaviour.WELL));
    assertThat(count(outcome.trials(), Status.OK)).isEqualTo(40);
    assertThat(outcome.state().getEvaluations()).isEqualTo(40);
    assertThat(outcome.state().getFinished()).isEqualTo("40 evaluations made");
  }

  @Test
  void isomorphicArchitecturesAreEvaluatedOnceAndReplayedAfterwards() {
    var method = new RegularizedEvolution(4, 2, 5);
    var outcome = Searches.run(Searches.experiment(method, Behaviour.WELL));
    var evaluated = new HashSet<String>();
    for (var trial : outcome.trials()) {
      if (trial.getStatus() == Status.OK) {
        assertThat(evaluated.add(trial.getCanonical())).isTrue();
      } else {
        assertThat(trial.getStatus()).isEqualTo(Status.REPLAYED);
        assertThat(evaluated).contains(trial.getCanonical());
        assertThat(scoreOf(outcome.trials(), trial.getCanonical())).isEqualTo(trial.getScore());
      }
    }
    assertThat(count(outcome.trials(), Status.REPLAYED)).isPositive();
  }

  @Test
  void aFailureIsTriedOnceMoreAndThenForgotten() {
    var outcome = Searches.run(Searches.experiment(new RandomSearch(2), Behaviour.FAILS_ONCE));
    assertThat(outcome.trials()).allMatch(trial -> trial.getStatus() != Status.FAILED);
    assertThat(outcome.trials().get(0).getAttempt()).isEqualTo(2);
  }

  @Test
  void anEvaluatorThatAlwaysFailsEndsTheSearchAtTheFailedTrialBudget() {
    var experiment = Searches.experiment(new RandomSearch(1), Behaviour.ALWAYS_FAILS);
    var outcome = Searches.run(experiment);
    assertThat(outcome.trials()).hasSize(4).allMatch(trial -> trial.getStatus() == Status.FAILED);
    assertThat(outcome.trials().get(0).getMessage()).contains("the toy is broken");
    assertThat(outcome.state().getFinished())
        .isEqualTo("4 trials failed, budget.failedTrials allows 3");
    assertThat(experiment.budget().failed(outcome.state())).isTrue();
  }

  @Test
  void aScoreThatIsNotANumberIsATrialAndTheSearchGoesOn() {
    var outcome =
        Searches.run(Searches.experiment(new RandomSearch(5), Behaviour.DIVERGES_ON_NONE));
    var diverged =
        outcome.trials().stream().filter(trial -> trial.getStatus() == Status.DIVERGED).toList();
    assertThat(diverged).isNotEmpty().allMatch(trial -> trial.getScore() == null);
    assertThat(outcome.state().getEvaluations()).isEqualTo(40);
    assertThat(outcome.state().getFailures()).isZero();
  }

  @Test
  void whatRepeatsADivergedTrialOfItsRoundIsNoFailure() {
    var experiment =
        Searches.experiment(
            new RandomSearch(2_000), Behaviour.DIVERGES_ON_NONE, new Budget(1, 2_000, ANY, 0));
    var outcome = Searches.run(experiment);
    assertThat(outcome.state().getFailures()).isZero();
    assertThat(outcome.trials())
        .filteredOn(trial -> trial.getStatus() == Status.REPLAYED && trial.getScore() == null)
        .isNotEmpty()
        .allMatch(trial -> trial.getMessage().contains("which has no score"));
  }

  @Test
  void whatTheSimulatedClockDoesNotCoverDoesNotCountHoweverLargeTheRound() {
    var few = Searches.run(clocked(new RandomSearch(1)));
    var many = Searches.run(clocked(new RandomSearch(20)));
    // 100 seconds each: the eleventh crosses 1,050 and still counts.
    assertThat(few.state().getEvaluations()).isEqualTo(11);
    assertThat(many.state().getEvaluations()).isEqualTo(11);
    assertThat(many.state().getBest())
        .usingRecursiveComparison()
        .ignoringFields("round", "index")
        .isEqualTo(few.state().getBest());
    assertThat(count(many.trials(), Status.OVER_BUDGET)).isPositive();
  }

  private static Experiment clocked(RandomSearch method) {
    return budgeted(method, new Budget(400, 1000, 1050, 0), new Constraints(false, ANY, ANY));
  }

  private static Experiment budgeted(RandomSearch method, Budget budget, Constraints constraints) {
    return Searches.experiment(method, Behaviour.WELL, budget, constraints);
  }

  @Test
  void architecturesOverAConstraintAreRowsThatCostNothing() {
    var limit = 500_000;
    var outcome =
        Searches.run(
            budgeted(
                new RandomSearch(6),
                new Budget(400, 20, ANY, 0),
                new Constraints(true, limit, ANY)));
    assertThat(count(outcome.trials(), Status.OVER_CONSTRAINT)).isPositive();
    assertThat(outcome.trials())
        .allMatch(
            trial ->
                (trial.getParameters() > limit) == (trial.getStatus() == Status.OVER_CONSTRAINT));
    assertThat(outcome.state().getEvaluations()).isEqualTo(20);
  }

  @Test
  void trialsDoNotDependOnTheOrderInWhichTheyArrive() {
    var experiment = Searches.experiment(new RegularizedEvolution(6, 3, 4), Behaviour.WELL);
    var once = Searches.run(experiment);
    var again = Searches.run(experiment);
    assertThat(identities(again.trials())).isEqualTo(identities(once.trials()));
    assertThat(identities(Searches.run(experiment.withSeed(8)).trials()))
        .isNotEqualTo(identities(once.trials()));
  }

  @Test
  void settingsOutOfRangeAreNamedWithValueAndRange() {
    assertThatThrownBy(() -> new Budget(10, 0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("evaluations must be at least 1, was 0");
  }

  private static List<String> identities(List<Trial> trials) {
    return trials.stream()
        .map(trial -> trial.getId() + trial.getGenotype().getText() + trial.getScore())
        .toList();
  }

  private static Double scoreOf(List<Trial> trials, String canonical) {
    return trials.stream()
        .filter(trial -> Objects.equals(trial.getCanonical(), canonical))
        .findFirst()
        .orElseThrow()
        .getScore();
  }

  private static long count(List<Trial> trials, Status status) {
    return trials.stream().filter(trial -> trial.getStatus() == status).count();
  }
}
