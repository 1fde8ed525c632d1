package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.schemas.Task;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;
import org.espalier.transforms.method.gradient.LearningEvaluator.Trouble;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Searches;
import org.junit.jupiter.api.Test;

class EnasTest {

  private static final Target TARGET = Target.of("cifar10");

  private static final double ANY = Double.POSITIVE_INFINITY;
  private static final SearchSpace NB201 = SearchSpaces.named("nb201");
  private static final Enas ENAS = new Enas(4, 1, 8, 5, 0.01, 1e-4, 0.5, 3);

  private static Learner learner(Enas method, SearchSpace space) {
    var schedule = new Schedule(10, method.stageEpochs());
    return method.learner(method.start(space, Seeds.random(1)), schedule, space, TARGET);
  }

  @Test
  void theControllerLearnsBeforeEveryFifthStepOnceWarm() {
    var learner = learner(ENAS, NB201);
    assertThat(learner.pass(0)).isEqualTo(Pass.NONE);
    assertThat(learner.pass(10)).isEqualTo(Pass.FIRST_ORDER);
    assertThat(learner.pass(11)).isEqualTo(Pass.NONE);
    assertThat(learner.pass(15)).isEqualTo(Pass.FIRST_ORDER);
  }

  @Test
  void theBaselineIsTheMovingAverageOfTheRewards() {
    var learner = learner(ENAS, NB201);
    for (var loss : new double[] {2, 1}) {
      learner.sample(10, 1);
      learner.learn(10, loss, new float[6]);
    }
    var expected = 0.5 * Math.exp(-2) + 0.5 * Math.exp(-1);
    assertThat(Parameters.values("baseline", learner.tensors())[0])
        .isCloseTo((float) expected, within(1e-6f));
  }

  @Test
  void optionsThatEarnMoreThanTheBaselineBecomeMoreLikely() {
    var method = new Enas(4, 0, 8, 1, 0.05, 0, 0.5, 0);
    var space = NB201;
    var start = method.start(space, Seeds.random(1));
    var learner = method.learner(start, new Schedule(10, List.of(4)), space, TARGET);
    for (var i = 0; i < 300; i++) {
      var convolutions =
          Arrays.stream(options(learner.sample(0, i))).filter(option -> option == 3).count();
      learner.learn(0, 2 - 0.3 * convolutions, new float[6]);
    }
    var before = method.optionScores(start, space);
    var after = method.optionScores(start.with(learner.tensors()), space);
    for (var edge = 0; edge < 6; edge++) {
      assertThat(after[edge * 5 + 3]).isGreaterThan(before[edge * 5 + 3] + 0.1);
    }
  }

  @Test
  void optionScoresAreSharesOfDrawnPathsAndADrawIsOnePath() {
    var start = ENAS.start(NB201, Seeds.random(1));
    var optionScores = ENAS.optionScores(start, NB201);
    var drawn = ENAS.drawn(start, NB201, Seeds.random(2));
    for (var edge = 0; edge < 6; edge++) {
      var share = 0.0;
      var one = 0.0;
      for (var i = edge * 5; i < edge * 5 + 5; i++) {
        share += optionScores[i];
        one += drawn[i];
      }
      assertThat(share).isCloseTo(1, within(1e-9));
      assertThat(one).isEqualTo(1);
    }
  }

  @Test
  void stepsOfTwoLearnersGiveWhatThoseOfOneGiveInTheDartsSpace() {
    var space = SearchSpaces.named("darts");
    var start = ENAS.start(space, Seeds.random(3));
    var once = steps(steps(start, space, 10, 3), space, 13, 3);
    assertThat(steps(start, space, 10, 6)).isEqualTo(once);
    assertThat(once).isNotEqualTo(start);
  }

  private static ArchitectureParameters steps(
      ArchitectureParameters from, SearchSpace space, long first, int count) {
    var learner = ENAS.learner(from, new Schedule(10, ENAS.stageEpochs()), space, TARGET);
    for (var step = first; step < first + count; step++) {
      assertThat(options(learner.sample(step, step))).hasSize(28);
      learner.learn(step, step / 10.0, new float[28]);
    }
    return from.with(learner.tensors());
  }

  @Test
  void theLastRoundScoresTheDerivedArchitectureAndItsFinalCandidates() {
    var outcome =
        Searches.run(
            new Experiment(
                "test",
                7,
                "nb201",
                "cifar10",
                ENAS,
                new LearningEvaluator(10, 20, 1, Trouble.NONE),
                new Budget(400, 40, ANY, 3),
                new Constraints(false, ANY, ANY),
                null));
    assertThat(outcome.trials())
        .filteredOn(trial -> trial.getTask() == Task.SCORE)
        .extracting(trial -> trial.getSubspace())
        .containsExactly("derived", "drawn", "drawn", "drawn");
  }

  private static int[] options(Sample sample) {
    return ((SampledPath) sample).options();
  }
}
