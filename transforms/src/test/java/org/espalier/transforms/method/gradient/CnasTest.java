package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.Learner.Pass;
import org.espalier.transforms.method.SharedTraining;
import org.espalier.transforms.method.gradient.LearningEvaluator.Trouble;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.round.Searches;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.junit.jupiter.api.Test;

class CnasTest {

  private static final Target TARGET = Target.of("cifar10");

  private static final double ANY = Double.POSITIVE_INFINITY;
  private static final SearchSpace NB201 = SearchSpaces.named("nb201");
  private static final List<String> ORDER =
      List.of("nor_conv_3x3", "nor_conv_1x1", "skip_connect", "avg_pool_3x3", "none");
  private static final PolicySettings POLICY = new PolicySettings(8, 0.02, 1e-4, 5, 1e-3, 0.5, 2);

  /** Stages of one epoch of uniform draws and two in which the policy learns. */
  private static final Cnas CNAS = new Cnas(ORDER, 5, 1, 2, 5, POLICY, 2, 3);

  /** A search with shared weights, and one without. */
  private static final Searches.Outcome TRAINED = Searches.run(experiment(30));

  private static final Searches.Outcome SCORED =
      Searches.run(table(new Cnas(ORDER, 5, 1, 2, 1, POLICY, 2, 3)));

  private static Schedule schedule() {
    return new Schedule(10, CNAS.stageEpochs());
  }

  private static Experiment experiment(int stepsPerRound) {
    return new Experiment(
        "test",
        7,
        "nb201",
        "cifar10",
        CNAS,
        new LearningEvaluator(10, stepsPerRound, 1, Trouble.NONE),
        new Budget(400, 400, ANY, 3),
        new Constraints(false, ANY, ANY),
        null);
  }

  @Test
  void aStageBeginsWithUniformDrawsFromWhichThePolicyDoesNotLearn() {
    var learner = CNAS.learner(CNAS.start(NB201, Seeds.random(1)), schedule(), NB201, TARGET);
    for (var stage = 0; stage < 5; stage++) {
      assertThat(learner.pass(30L * stage)).isEqualTo(Pass.NONE);
      assertThat(learner.pass(30L * stage + 5)).isEqualTo(Pass.NONE);
      assertThat(learner.pass(30L * stage + 10)).isEqualTo(Pass.SCORE);
      assertThat(learner.pass(30L * stage + 11)).isEqualTo(Pass.NONE);
      assertThat(learner.pass(30L * stage + 25)).isEqualTo(Pass.SCORE);
    }
  }

  @Test
  void stepsRunOnlyWhatTheStageAllows() {
    var architecture = CNAS.start(NB201, Seeds.random(1));
    for (var stage = 0; stage < 5; stage++) {
      var learner = CNAS.learner(architecture, schedule(), NB201, TARGET);
      for (var seed = 0; seed < 30; seed++) {
        for (var step : new int[] {30 * stage, 30 * stage + 10}) {
          var path = ((SampledPath) learner.sample(step, seed)).options();
          for (var option : path) {
            assertThat(ORDER.subList(0, stage + 1))
                .contains(NB201.decisions().get(0).options().get(option));
          }
        }
      }
      architecture = CNAS.next(architecture, NB201);
    }
  }

  @Test
  void oneUpdateIsMadeOfAsManyRewardsAsAreAskedForAndTheBaselineFollowsEach() {
    var start = CNAS.start(NB201, Seeds.random(1));
    var learner = CNAS.learner(start, schedule(), NB201, TARGET);
    learner.sample(10, 1);
    learner.score(10, 0.4);
    assertThat(Parameters.values("controller.updates", learner.tensors())[0]).isZero();
    learner.sample(10, 2);
    learner.score(10, 0.8);
    assertThat(Parameters.values("controller.updates", learner.tensors())[0]).isEqualTo(1);
    assertThat(Parameters.values("baseline", learner.tensors())[0]).isCloseTo(0.6f, within(1e-6f));
    assertThat(Parameters.values("reward", learner.tensors())[0]).isCloseTo(0.6f, within(1e-6f));
  }

  @Test
  void aStageTakesOverPolicyOptimizerAndBaseline() {
    var start = CNAS.start(NB201, Seeds.random(1));
    var learner = CNAS.learner(start, schedule(), NB201, TARGET);
    for (var i = 0; i < 4; i++) {
      learner.sample(10, i);
      learner.score(10, 0.1 * i);
    }
    var learned = start.with(learner.tensors());
    assertThat(learned.tensors()).isNotEqualTo(start.tensors());
    assertThat(CNAS.next(learned, NB201).tensors()).isEqualTo(learned.tensors());
    assertThat(CNAS.next(learned, NB201).stage()).isEqualTo(1);
  }

  @Test
  void everyStageEndsWithScoresOfWhatItDerived() {
    var outcome = Searches.run(experiment(20));
    var tasks = outcome.rounds().stream().map(round -> round.trials().get(0).getTask()).toList();
    var stage = List.of(Task.TRAIN, Task.TRAIN, Task.SCORE);
    assertThat(tasks).hasSize(15);
    for (var i = 0; i < 15; i++) {
      assertThat(tasks.get(i)).isEqualTo(stage.get(i % 3));
    }
    assertThat(outcome.trials())
        .filteredOn(trial -> trial.getTask() == Task.SCORE)
        .hasSize(5 * 7)
        .allSatisfy(trial -> assertThat(trial.getScore()).isNotNull());
    assertThat(outcome.state().getSteps()).isEqualTo(150);
    assertThat(outcome.state().getFinished()).contains("15 epochs");
  }

  @Test
  void scoresOfAStageEndAreOfThatStagesOptions() {
    var scores = TRAINED.trials().stream().filter(trial -> trial.getTask() == Task.SCORE).toList();
    for (var i = 0; i < scores.size(); i++) {
      var allowed = ORDER.subList(0, i / 7 + 1);
      assertThat(scores.get(i).getGenotype().getEncoding())
          .allSatisfy(
              option ->
                  assertThat(allowed).contains(NB201.decisions().get(0).options().get(option)));
    }
  }

  @Test
  void theBestIsOfTheLastWeightsNotOfAnEarlierStage() {
    var best = Objects.requireNonNull(TRAINED.state().getBest());
    assertThat(best.getRound()).isEqualTo(9);
  }

  @Test
  void withoutSharedWeightsARoundIsOneUpdateAndAStageEndsWithItsDerivation() {
    var outcome = SCORED;
    var counts = outcome.rounds().stream().map(round -> round.trials().size()).toList();
    assertThat(counts).hasSize(20);
    for (var i = 0; i < 20; i++) {
      assertThat(counts.get(i)).isEqualTo(i % 4 == 3 ? 6 : 2);
    }
    assertThat(outcome.state().getFinished()).contains("5 stages");
    for (var trial : outcome.trials()) {
      assertThat(trial.getGenotype().getEncoding())
          .allSatisfy(
              option ->
                  assertThat(ORDER.subList(0, trial.getRound() / 4 + 1))
                      .contains(NB201.decisions().get(0).options().get(option)));
    }
  }

  @Test
  void withoutSharedWeightsTheDerivedArchitectureIsTheBestOfItsRound() {
    var outcome = SCORED;
    var derivation = outcome.rounds().get(19);
    var best =
        derivation.trials().stream()
            .filter(trial -> trial.getScore() != null)
            .mapToDouble(Trial::getScore)
            .max()
            .orElseThrow();
    assertThat(derivation.trials())
        .filteredOn(trial -> Objects.equals(trial.getScore(), best))
        .extracting(trial -> trial.getGenotype().getText())
        .contains(derivation.summary().getDerived());
  }

  @Test
  void aRoundShowsStageOptionsEntropyRewardBaselineAndTheNewestOption() {
    var rounds = SCORED.rounds();
    var second = rounds.get(6).summary().getGauges();
    assertThat(gauge(second, "stage")).isEqualTo(1);
    assertThat(gauge(second, "options_allowed")).isEqualTo(2);
    assertThat(gauge(second, "policy_entropy")).isBetween(0.3, Math.log(2) + 1e-6);
    assertThat(gauge(second, "newest_share")).isBetween(0.2, 0.8);
    assertThat(gauge(second, "reward")).isPositive();
    assertThat(gauge(second, "baseline")).isPositive();
    assertThat(gauge(rounds.get(2).summary().getGauges(), "newest_share")).isZero();
  }

  @Test
  void aCurriculumThatDoesNotFitTheSpaceIsRefusedBeforeTheFirstRound() {
    var method = new Cnas(ORDER.subList(1, 5), 4, 0, 2, 1, POLICY, 0, 1);
    assertThatThrownBy(() -> Round.open(table(method), new MemoryTensorStore()))
        .hasMessageContainingAll("method.curriculum", "nor_conv_3x3");
  }

  @Test
  void settingsOutOfRangeAreNamedWithRangeAndValue() {
    assertThatThrownBy(() -> new Cnas(ORDER, 5, -1, 2, 1, POLICY, 1, 1))
        .hasMessageContainingAll("warmUpEpochs", "at least 0", "-1");
    assertThatThrownBy(() -> new Cnas(ORDER, 5, 0, 0, 1, POLICY, 1, 1))
        .hasMessageContainingAll("epochs", "at least 1", "0");
    assertThatThrownBy(() -> Round.open(table(CNAS), new MemoryTensorStore()))
        .hasMessageContainingAll("method.controllerEvery", "must be 1", "was 5");
    assertThatThrownBy(() -> CNAS.withTraining(new SharedTraining(2, 2, 1, null)))
        .hasMessageContainingAll("method.controllerEvery", "at most the 4 steps", "was 5");
    assertThatThrownBy(() -> new PolicySettings(8, 0.1, 0, 5, 0, 0.9, 0))
        .hasMessageContainingAll("samplesPerUpdate", "at least 1", "0");
    assertThatThrownBy(() -> new PolicySettings(8, 0.1, 0, -1, 0, 0.9, 1))
        .hasMessageContainingAll("clipNorm", "at least 0", "-1");
  }

  private static Experiment table(Cnas method) {
    return Searches.experiment(method, Behaviour.WELL, new Budget(400, 4000, ANY, 3));
  }

  private static double gauge(List<Gauge> gauges, String name) {
    return gauges.stream()
        .filter(gauge -> gauge.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
