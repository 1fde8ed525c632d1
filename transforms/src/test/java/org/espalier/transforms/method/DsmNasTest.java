package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.espalier.models.network.controller.ControllerShape;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.DsmState;
import org.espalier.schemas.Member;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.round.Searches;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DsmNasTest {

  private static final SearchSpace SPACE = SearchSpaces.named("nb201");
  private static final DsmNas METHOD = new DsmNas(3, 2, 16, 2, 0.01, 0, 0, 0.9, false, 4);

  private final SearchContext context =
      new SearchContext(SPACE, "cifar10", 7, new MemoryTensorStore());
  private final SearchState state = started(0.5, 0.7, 0.5);

  @Test
  void edgesLeadFromTheWorseToTheBetterAndEqualsHaveOneOnly() {
    var centres = ((DsmState) state.getMethodState()).getCentres();
    var graph = SubspaceGraph.of(centres, new ControllerShape(3, 2, SPACE.options(), 16, 2));
    assertThat(graph.order()).containsExactly(0, 1, 1, 0, 0, 0, 0, 1, 0);
  }

  @Test
  void aNodeIsTheOneHotCodeAndTheAccuracyInPercent() {
    var centres = List.of(member(0.5, 4, 0, 1, 2, 3, 0), member(0.25, 0, 0, 0, 0, 0, 0));
    var graph = SubspaceGraph.of(centres, new ControllerShape(2, 2, SPACE.options(), 16, 2));
    var nodes = graph.nodes();
    assertThat(nodes).hasSize(2 * 31);
    assertThat(java.util.Arrays.copyOf(nodes, 10)).containsExactly(0, 0, 0, 0, 1, 1, 0, 0, 0, 0);
    assertThat(nodes[30]).isEqualTo(50);
    assertThat(nodes[61]).isEqualTo(25);
  }

  @Test
  void trialsAreAcceptedInOrderAgainstTheCentreAsItThenIs() {
    var evidence =
        METHOD.select(
            state,
            List.of(trial(0, 0, 0.6), trial(1, 0, 0.55), trial(2, 1, 0.7), trial(3, 0, 0.65)),
            context);
    assertThat(evidence.getSurvivors()).containsExactly(0, 3);
    var next = (DsmState) METHOD.mutate(state, evidence, context);
    assertThat(next.getCentres()).extracting(Member::getScore).containsExactly(0.65, 0.7, 0.5);
    assertThat(next.getAccepted()).isEqualTo(2);
  }

  @Test
  void rewardsAreGainsOverTheCentreThatWasEditedInPercentPoints() {
    var evidence =
        METHOD.select(
            state, List.of(trial(0, 0, 0.6), trial(1, 1, 0.6), trial(2, 0, null)), context);
    assertThat(evidence.getRewards().get(0)).isCloseTo(10, within(1e-9));
    assertThat(evidence.getRewards().get(1)).isCloseTo(-10, within(1e-9));
    assertThat(evidence.getRewards().get(2)).isNaN();
  }

  @Test
  void theBaselineTakesARewardInBeforeItIsUsed() {
    var first = advance(state, trial(0, 0, 0.6));
    // The first reward is the first baseline: no advantage, and the parameters stay.
    assertThat(((DsmState) first.getMethodState()).getBaseline()).isCloseTo(10, within(1e-9));
    assertThat(parameters(first)).containsExactly(parameters(state));
    var second = advance(first, trial(0, 1, 0.6));
    assertThat(((DsmState) second.getMethodState()).getBaseline()).isCloseTo(8, within(1e-9));
    assertThat(parameters(second)).isNotEqualTo(parameters(state));
  }

  @Test
  void theFirstCentresAreNotChargedAndEverythingElseIs() {
    var outcome = Searches.run(Searches.experiment(METHOD, Behaviour.WELL));
    assertThat(outcome.trials().subList(0, 3))
        .allMatch(trial -> !trial.getCharged() && trial.getSubspace().equals("start"));
    assertThat(outcome.trials().subList(3, outcome.trials().size())).allMatch(Trial::getCharged);
    assertThat(outcome.state().getEvaluations()).isEqualTo(40);
  }

  @Test
  void aShortSearchImprovesOnEveryStart() {
    var outcome = Searches.run(Searches.experiment(METHOD, Behaviour.WELL));
    var starts =
        outcome.trials().stream()
            .limit(3)
            .map(Trial::getScore)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElseThrow();
    assertThat(outcome.state().getBest().getScore()).isGreaterThan(starts);
  }

  @Test
  void aTransferScoresTheSourcesCentresOnTheRunsDataSetAndGoesOnFromThem() {
    var method = new DsmNasPlus("cifar100", 12, METHOD);
    var trials = Searches.run(Searches.experiment(method, Behaviour.WELL)).trials();
    var source = trials.stream().filter(trial -> trial.getDataSet().equals("cifar100")).toList();
    var own = trials.stream().filter(trial -> trial.getDataSet().equals("cifar10")).toList();
    assertThat(trials.indexOf(own.get(0))).isEqualTo(source.size());
    assertThat(source).noneMatch(Trial::getCharged);
    var edited = source.stream().filter(trial -> !trial.getSubspace().equals("start"));
    assertThat(edited.filter(trial -> trial.getStatus() == Status.OK)).hasSize(12);
    var best = source.stream().mapToDouble(Trial::getScore).max().orElseThrow();
    assertThat(own.subList(0, 3)).allMatch(trial -> !trial.getCharged());
    assertThat(own.subList(0, 3).stream().mapToDouble(Trial::getScore).max()).hasValue(best);
    assertThat(own.stream().filter(Trial::getCharged)).isNotEmpty();
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    assertThatThrownBy(() -> new DsmNas(1, 4, 64, 2, 0.01, 0, 0, 0.9, false, 1))
        .hasMessage("centres must be at least 2, was 1");
    assertThatThrownBy(() -> new DsmNasPlus("mnist", 201, METHOD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mnist");
  }

  private SearchState advance(SearchState before, Trial trial) {
    var part = METHOD.mutate(before, METHOD.select(before, List.of(trial), context), context);
    return SearchState.newBuilder(before)
        .setMethodState(part)
        .setRound(before.getRound() + 1)
        .build();
  }

  private float[] parameters(SearchState at) {
    var name = ((DsmState) at.getMethodState()).getController();
    return ControllerTensors.weights(context.tensors().get(name)).parameters();
  }

  /** A search whose three starts have these scores. */
  private SearchState started(double... scores) {
    var empty =
        SearchState.newBuilder()
            .setRun("test")
            .setMethod("dsm-nas")
            .setSpace("nb201")
            .setSeed(7)
            .build();
    var trials =
        METHOD.sample(empty, context).stream()
            .map(proposal -> trial(0, 0, 0.5, proposal.genotype().orElseThrow().getEncoding()))
            .toList();
    var scored = new java.util.ArrayList<Trial>();
    for (var i = 0; i < scores.length; i++) {
      scored.add(Trial.newBuilder(trials.get(i)).setIndex(i).setScore(scores[i]).build());
    }
    var part = METHOD.mutate(empty, METHOD.select(empty, scored, context), context);
    return SearchState.newBuilder(empty).setMethodState(part).setRound(1).build();
  }

  private static Trial trial(int index, int centre, @Nullable Double score) {
    return Trial.newBuilder(trial(index, centre, score, List.of(3, 3, 3, 1, index, centre)))
        .build();
  }

  private static Trial trial(
      int index, int centre, @Nullable Double score, List<Integer> encoding) {
    var codes = encoding.stream().mapToInt(Integer::intValue).toArray();
    return Trial.newBuilder()
        .setRun("test")
        .setMethod("dsm-nas")
        .setSpace("nb201")
        .setDataSet("cifar10")
        .setRound(1)
        .setIndex(index)
        .setId("0")
        .setTask(Task.SCORE)
        .setSubspace("centre " + centre + ", edits 0=3 1=2")
        .setGenotype(SPACE.genotype(codes))
        .setCanonical("c" + index)
        .setSeed(1)
        .setStatus(score == null ? Status.DIVERGED : Status.OK)
        .setScore(score)
        .build();
  }

  private static Member member(double score, int... encoding) {
    return Member.newBuilder()
        .setGenotype(SPACE.genotype(encoding))
        .setScore(score)
        .setCanonical("c")
        .build();
  }
}
