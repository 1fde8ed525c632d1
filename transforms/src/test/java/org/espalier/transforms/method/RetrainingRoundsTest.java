package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.RetrainState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two epochs of five steps, at most three a round. */
final class RetrainingRoundsTest {

  private static final List<Integer> CELL = List.of(3, 2, 1, 0, 4, 2);

  private final SearchContext context =
      new SearchContext(SearchSpaces.named("nb201"), "cifar10", 1, new MemoryTensorStore());

  private static RoundMethod rounds(boolean validates, int replicas) {
    return new Retraining(CELL, 2, validates)
        .withTraining(new SharedTraining(5, 3, replicas, null));
  }

  @Test
  void noRoundLiesInTwoEpochsAndEachEpochEndsInAValidation() {
    var rounds = rounds(true, 1);
    assertThat(rounds.plannedSteps()).isEqualTo(10);
    var state = state(0, null, null);
    var steps = new StringBuilder();
    for (var round = 0; round < 6; round++) {
      var proposals = rounds.sample(state, context);
      var proposal = proposals.get(0);
      assertThat(proposals).hasSize(1);
      assertThat(proposal.genotype().orElseThrow().getEncoding()).isEqualTo(CELL);
      assertThat(proposal.charged()).isFalse();
      steps.append(proposal.task() == Task.TRAIN ? "" + proposal.steps() : "v");
      var trial = trial(proposal.task(), Status.OK, proposal.steps(), round == 2 ? 0.6 : 0.5);
      var evidence = rounds.select(state, List.of(trial), context);
      assertThat(evidence.getEnded()).isEqualTo(round == 5 ? "2 epochs trained" : null);
      var after = rounds.mutate(state, evidence, context);
      state = state(state.getSteps() + proposal.steps(), "weights-" + round, after);
    }
    assertThat(steps).hasToString("32v32v");
    assertThat(rounds.sample(state, context)).isEmpty();
    // The weights that were validated are those of the round before.
    assertThat(BestEpoch.of(state)).hasValue(new BestEpoch(1, 0.6, "weights-1"));
  }

  @Test
  void withoutValidationTheLastStepEndsIt() {
    var rounds = rounds(false, 1);
    var state = state(8, "weights", null);
    var proposal = rounds.sample(state, context).get(0);
    assertThat(proposal.steps()).isEqualTo(2);
    var evidence = rounds.select(state, List.of(trial(Task.TRAIN, Status.OK, 2, null)), context);
    assertThat(evidence.getEnded()).isEqualTo("2 epochs trained");
    assertThat(BestEpoch.of(state(10, "weights", rounds.mutate(state, evidence, context))))
        .isEmpty();
  }

  @Test
  void eachReplicaHasItsShareAndOneThatDivergesIsLeftOut() {
    var rounds = rounds(true, 2);
    var state = state(3, "weights", null);
    var proposals = rounds.sample(state, context);
    assertThat(proposals).extracting(Proposal::dataShare).containsExactly(0, 1);
    assertThat(proposals).allMatch(proposal -> proposal.dataShares() == 2);
    var well = trial(Task.TRAIN, Status.OK, 2, null);
    var badly = trial(Task.TRAIN, Status.DIVERGED, 2, null);
    var one = rounds.select(state, List.of(badly, well), context);
    assertThat(one.getWeights()).isEqualTo(well.getWeights());
    assertThat(one.getEnded()).isNull();
    var none = rounds.select(state, List.of(badly, badly), context);
    assertThat(none.getWeights()).isNull();
    assertThat(none.getEnded()).contains("finite", "learningRate");
  }

  @Test
  void aFailedTrialEndsNothingByItselfAndAFailedValidationIsMadeAgain() {
    var rounds = rounds(true, 2);
    var failed = trial(Task.TRAIN, Status.FAILED, 0, null);
    var training = state(3, "weights", null);
    assertThat(rounds.select(training, List.of(failed, failed), context).getEnded()).isNull();
    var state = state(10, "weights", RetrainState.newBuilder().setValidated(1).build());
    var validation = List.of(trial(Task.SCORE, Status.FAILED, 0, null));
    var evidence = rounds.select(state, validation, context);
    assertThat(evidence.getEnded()).isNull();
    var after = state(10, "weights", rounds.mutate(state, evidence, context));
    assertThat(rounds.sample(after, context))
        .extracting(Proposal::task)
        .containsExactly(Task.SCORE);
  }

  private static SearchState state(long steps, @Nullable String weights, @Nullable Object own) {
    return SearchState.newBuilder()
        .setRun("run")
        .setMethod("retrain")
        .setSpace("nb201")
        .setSeed(1)
        .setSteps(steps)
        .setWeights(weights)
        .setMethodState(own)
        .build();
  }

  private static Trial trial(Task task, Status status, int steps, @Nullable Double score) {
    return Trial.newBuilder()
        .setRun("run")
        .setMethod("retrain")
        .setSpace("nb201")
        .setDataSet("cifar10")
        .setRound(0)
        .setIndex(0)
        .setId("0123456789abcdef")
        .setTask(task)
        .setSeed(1)
        .setStatus(status)
        .setSteps(steps)
        .setScore(task == Task.SCORE ? score : null)
        .setWeights("trained")
        .build();
  }
}
