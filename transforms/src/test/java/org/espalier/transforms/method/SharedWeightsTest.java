package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.transforms.method.ToyRound.all;
import static org.espalier.transforms.method.ToyRound.evidence;
import static org.espalier.transforms.method.ToyRound.state;
import static org.espalier.transforms.method.ToyRound.trial;

import java.util.List;
import java.util.Optional;
import org.espalier.models.space.Target;
import org.espalier.schemas.RandomState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** 100 steps of training, the first 30 along the largest path, 40 a round, on two replicas. */
final class SharedWeightsTest {

  private final SearchContext context = ToyRound.context(1);
  private final SharedWeights rounds =
      SharedWeights.before(
          new RandomSearch(3), new SharedTraining(10, 40, 2, new Pretraining(100, 30, 5)));

  @Test
  void aRoundOfTrainingIsACandidateForEachReplica() {
    var proposals = rounds.sample(at(30, "abc"), context);
    assertThat(proposals).hasSize(2);
    for (var replica = 0; replica < 2; replica++) {
      var proposal = proposals.get(replica);
      assertThat(proposal.task()).isEqualTo(Task.TRAIN);
      assertThat(proposal.weights()).contains("abc");
      assertThat(proposal.steps()).isEqualTo(40);
      assertThat(proposal.dataShare()).isEqualTo(replica);
      assertThat(proposal.dataShares()).isEqualTo(2);
      assertThat(proposal.distribution()).isEmpty();
    }
  }

  @Test
  void theWarmUpGoesAlongTheLargestPathAndNoRoundCrossesItsEnd() {
    var warm = rounds.sample(at(0, null), context).get(0);
    assertThat(warm.steps()).isEqualTo(30);
    assertThat(warm.weights()).isEmpty();
    var paths = FloatTensors.values(warm.distribution().get(0));
    assertThat(warm.distribution().get(0).getName()).isEqualTo(SharedWeights.PATHS);
    var index = ToyRound.SPACE.options();
    var largest = ToyRound.SPACE.largestPath(Target.of("cifar10"));
    for (var position = 0; position < index.size(); position++) {
      var within = largest[index.decision(position)] == index.option(position);
      assertThat(paths[position]).isEqualTo(within ? 1 : 0);
    }
    assertThat(rounds.sample(at(29, "abc"), context).get(0).steps()).isEqualTo(1);
    assertThat(rounds.sample(at(70, "abc"), context).get(0).steps()).isEqualTo(30);
    assertThat(rounds.plannedSteps()).isEqualTo(100);
    assertThat(rounds.usesValidationImages()).isFalse();
  }

  @Test
  void afterTheLastStepTheMethodsArchitecturesAreScoredWithTheWeights() {
    var proposals = rounds.sample(at(100, "abc"), context);
    assertThat(proposals)
        .hasSize(3)
        .allMatch(proposal -> proposal.task() == Task.SCORE)
        .allMatch(proposal -> proposal.weights().equals(Optional.of("abc")));
    assertThat(proposals.get(0).genotype())
        .isEqualTo(new RandomSearch(3).sample(at(100, null), context).get(0).genotype());
  }

  @Test
  void whileItTrainsTheMethodLearnsNothingAndAfterwardsItDoes() {
    var own = new RandomState(4L);
    var training = SearchState.newBuilder(at(60, "abc")).setMethodState(own).build();
    assertThat(rounds.mutate(training, evidence(trial(0, all(0), 0.5)), context)).isEqualTo(own);
    var scoring = SearchState.newBuilder(at(100, "abc")).setMethodState(own).build();
    assertThat(rounds.mutate(scoring, evidence(trial(0, all(0), 0.5)), context))
        .isEqualTo(new RandomState(5L));
  }

  @Test
  void replicasThatWentWellAreCombinedAndTheOthersLeftOut() {
    var trials = List.of(replica(0, Status.OK, 2), replica(1, Status.DIVERGED, 4));
    var evidence = rounds.select(at(30, "abc"), trials, context);
    assertThat(evidence.getSurvivors()).containsExactly(0);
    assertThat(evidence.getWeights()).isEqualTo(trials.get(0).getWeights());
    assertThat(evidence.getEnded()).isNull();
    assertThat(evidence.getTrials()).isEqualTo(trials);
  }

  @Test
  void trainingThatLeavesNoWeightsAtItsEndEndsTheSearchAndSaysWhatToSet() {
    var diverged = List.of(replica(0, Status.DIVERGED, 2), replica(1, Status.DIVERGED, 2));
    assertThat(rounds.select(at(60, null), diverged, context).getEnded())
        .contains("evaluator.training.learningRate", "clipNorm");
    // Rounds are left in which it may go well, or there are weights of an earlier one.
    assertThat(rounds.select(at(30, null), diverged, context).getEnded()).isNull();
    assertThat(rounds.select(at(60, "abc"), diverged, context).getEnded()).isNull();
  }

  @Test
  void itGoesByTheNameAndShowsTheGaugesOfTheMethod() {
    var local = new LocalSearch(2);
    var around =
        SharedWeights.before(local, new SharedTraining(10, 40, 1, new Pretraining(100, 30, 5)));
    assertThat(around.name()).isEqualTo("local-search");
    assertThat(around.gauges(at(100, "abc"), context))
        .isNotEmpty()
        .isEqualTo(local.gauges(at(100, "abc"), context));
  }

  @Test
  void whatIsMissingOrOutOfRangeIsNamed() {
    assertThatThrownBy(
            () -> SharedWeights.before(new RandomSearch(3), new SharedTraining(10, 40, 2, null)))
        .hasMessageContainingAll("evaluator.training.pretraining", "random");
    assertThatThrownBy(() -> new SharedTraining(0, 40, 2, null))
        .hasMessageContainingAll("stepsPerEpoch", "at least 1", "0");
    assertThatThrownBy(() -> new SharedTraining(10, 0, 2, null))
        .hasMessageContainingAll("stepsPerRound", "at least 1", "0");
    assertThatThrownBy(() -> new SharedTraining(10, 40, 0, null))
        .hasMessageContainingAll("replicas", "at least 1", "0");
    var pretraining = new Pretraining(100, 30, 5);
    assertThatThrownBy(() -> new SharedWeights(new RandomSearch(3), pretraining, 0, 1))
        .hasMessageContainingAll("stepsPerRound", "0");
    assertThatThrownBy(() -> new SharedWeights(new RandomSearch(3), pretraining, 1, 0))
        .hasMessageContainingAll("replicas", "0");
    assertThatThrownBy(() -> new Pretraining(-1, 0, 1))
        .hasMessageContainingAll("steps", "at least 0", "-1");
    assertThatThrownBy(() -> new Pretraining(5, 6, 1))
        .hasMessageContainingAll("warmUpSteps", "[0, steps]", "6");
    assertThatThrownBy(() -> new Pretraining(5, -1, 1))
        .hasMessageContainingAll("warmUpSteps", "-1");
    assertThatThrownBy(() -> new Pretraining(5, 5, 0))
        .hasMessageContainingAll("sandwichInterval", "at least 1", "0");
  }

  private static SearchState at(long steps, @Nullable String weights) {
    return SearchState.newBuilder(state(3, null)).setSteps(steps).setWeights(weights).build();
  }

  private Trial replica(int index, Status status, float kernel) {
    return Trial.newBuilder(trial(index, all(0), 0.5))
        .setTask(Task.TRAIN)
        .setStatus(status)
        .setScore(null)
        .setSteps(40)
        .setWeights(context.tensors().put(List.of(FloatTensors.of("kernel", kernel))))
        .build();
  }
}
