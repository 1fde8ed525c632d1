package org.espalier.transforms.method.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.space.CellSpace;
import org.espalier.schemas.CellMember;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.SpaceState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;
import org.espalier.schemas.Trial;
import org.espalier.transforms.evaluate.SupernetEvaluator;
import org.espalier.transforms.evaluate.SupernetSize;
import org.espalier.transforms.images.TrainingImages;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Proposal;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.StateReferences;
import org.espalier.transforms.method.ToyRound;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.espalier.transforms.supernet.SupernetTraining;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** AutoSpace with a supernet that is really trained, if only for a few steps. */
public class SpaceRoundsTest {
  /** As small as it can be. */
  public static final AutoSpace METHOD = method(0.1, 1e9);

  private static AutoSpace method(double costWeight, double costTarget) {
    return method(0, 1, costWeight, costTarget);
  }

  private static AutoSpace method(
      int warmUpSteps, int alphaInterval, double costWeight, double costTarget) {
    return new AutoSpace(
        3,
        6,
        2,
        0.9,
        2,
        1,
        0.5,
        warmUpSteps,
        alphaInterval,
        true,
        costWeight,
        costTarget,
        AdamSettings.standard(0.05));
  }

  private static Experiment experiment(AutoSpace method, String space) {
    var images = new TrainingImages("generated", 64, 64, 32, 0, 2, true, 0, null, null);
    var training = new SupernetTraining(null, 2, 1, 8, 0.05, 0, 0.9, false, 3e-4, 5, 0, null);
    var size = new SupernetSize(null, null, null, null, 0.05, List.of(2, 2, 2, 1, 1, 2, 1), null);
    return new Experiment(
        "test",
        3,
        space,
        "generated",
        method,
        new SupernetEvaluator(size, images, training, 16, false, 1),
        new Budget(1000, 1000, Double.POSITIVE_INFINITY, 0),
        new Constraints(false, Long.MAX_VALUE, Long.MAX_VALUE),
        null);
  }

  /** Minutes: a supernet of 21 blocks with two cells each is exported. */
  @Test
  @Tag("soak")
  void aSearchWithARealSupernetTrainsAndScores() {
    var trials = new ArrayList<Trial>();
    try (var round = Round.open(experiment(METHOD, CellSpace.NAME), new MemoryTensorStore())) {
      var state = round.start();
      while (!Round.isOver(state)) {
        var made = round.sample(state).stream().map(round::trainAndScore).toList();
        trials.addAll(made);
        state = stored(round.mutate(state, round.select(state, made)).next());
      }
      assertThat(Objects.requireNonNull(state.getBest()).getScore()).isBetween(0.0, 1.0);
    }
    assertThat(trials).allMatch(trial -> trial.getStatus() == Status.OK, "went well");
    assertThat(trials).extracting(Trial::getSteps).containsExactly(0, 2, 2, 2, 0);
    assertThat(trials.get(4).getTask()).isEqualTo(Task.SCORE);
  }

  /** The fold with training made up: tensors count the rounds, every second cell is wanted more. */
  @Test
  void populationsLiveAndDieAndKeepTheWeightsOfTheLiving() {
    var context = new SearchContext(new CellSpace(), "generated", 3, new MemoryTensorStore());
    var rounds = new SpaceRounds(METHOD, 2, 1);
    var state = ToyRound.state(0, null);
    var ever = new HashSet<String>();
    for (var round = 0; round < 4; round++) {
      var proposal = rounds.sample(state, context).get(0);
      assertThat(proposal.task()).isEqualTo(Task.TRAIN);
      assertThat(proposal.steps()).isEqualTo(round == 0 ? 0 : 2);
      assertThat(proposal.weights().isEmpty()).isEqualTo(round == 0);
      var trial = trained(round, proposal, context);
      var evidence = rounds.select(state, List.of(trial), context);
      assertThat(evidence.getEnded()).isNull();
      // A round that is repeated, from a state that was stored, repeats itself.
      var after = rounds.mutate(state, evidence, context);
      assertThat(rounds.mutate(stored(state), evidence, context)).isEqualTo(after);
      state = ToyRound.state(round + 1, after);
      var named = StateReferences.tensors(state);
      named.forEach(name -> assertThat(context.tensors().get(name)).isNotEmpty());
      assertThat(named).containsAll(living(state));
      ever.addAll(living(state));
      assertThat(rounds.gauges(state, context)).extracting(Gauge::getName).contains("diversity");
      var shown = rounds.derived(state, context).orElseThrow().decisionWeights();
      for (var group = 0; group < shown.size(); group++) {
        assertThat(shown.get(group).getMembers())
            .containsExactlyInAnyOrderElementsOf(own(state).getGroups().get(group).getMembers())
            .extracting(CellMember::getCell)
            .isEqualTo(shown.get(group).getOptions());
      }
    }
    var end = own(state);
    assertThat(end.getGeneration()).isEqualTo(3);
    assertThat(end.getExpectedMadds()).isPositive();
    assertThat(ever).hasSizeGreaterThan(living(state).size());
    assertThat(StateReferences.tensors(state)).doesNotContainAnyElementsOf(dead(ever, state));
    for (var group : end.getGroups()) {
      assertThat(group.getMembers()).hasSize(6);
      assertThat(group.getMembers().stream().filter(CellMember::getReference)).hasSize(3);
      assertThat(group.getDrawn().get(0).getWeights())
          .isEqualTo(CellEvolution.ranked(group.getMembers()).get(0).getWeights());
    }
    var last = rounds.sample(state, context);
    assertThat(last).hasSize(1);
    assertThat(last.get(0).task()).isEqualTo(Task.SCORE);
    assertThat(last.get(0).weights()).contains(Objects.requireNonNull(end.getStart()));
  }

  /** A control: without it the first reference would be the fittest of every group for ever. */
  @Test
  void whereAlphaNeverLearnsFitnessIsRandomAndChildrenLive() {
    var context = new SearchContext(new CellSpace(), "generated", 3, new MemoryTensorStore());
    var rounds = new SpaceRounds(method(0, 0, 0, 1e9), 2, 1);
    assertThat(rounds.usesValidationImages()).isFalse();
    var state = ToyRound.state(0, null);
    for (var round = 0; round < 4; round++) {
      var trial = trained(round, rounds.sample(state, context).get(0), context);
      var still = FloatTensors.of(CellLearner.ALPHA, new float[2 * CellSpace.GROUPS]);
      var taught = Trial.newBuilder(trial).setTensors(List.of(still)).build();
      var evidence = rounds.select(state, List.of(taught), context);
      state = ToyRound.state(round + 1, rounds.mutate(state, evidence, context));
    }
    var fittest =
        own(state).getGroups().stream()
            .map(group -> CellEvolution.ranked(group.getMembers()).get(0))
            .toList();
    assertThat(fittest.stream().map(CellMember::getCell).distinct()).hasSizeGreaterThan(5);
    assertThat(fittest).filteredOn(member -> member.getParent() != null).isNotEmpty();
  }

  /** The weights at the end are of one cell a group: random cells have none to be scored by. */
  @Test
  void noRandomArchitectureIsScoredByTheWeightsOfOtherCells() {
    assertThat(new SpaceRounds(METHOD, 2, 1).hasWeightsOfAll()).isFalse();
  }

  @Test
  void aGenerationInWhichAlphaWouldNotLearnIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Round.open(
                    experiment(method(2, 1, 0, 1e9), CellSpace.NAME), new MemoryTensorStore()))
        .withMessageContaining("method.warmUpSteps")
        .withMessageContaining("stepsPerRound, 2");
  }

  private static Trial trained(int round, Proposal proposal, SearchContext context) {
    var weights = new ArrayList<Tensor>();
    weights.add(FloatTensors.of("stem/kernel", round));
    for (var block = 1; block <= 21; block++) {
      weights.add(FloatTensors.of("block" + block + "/expand/kernel", round, block));
      weights.add(FloatTensors.of("block" + block + ".cell1/expand/kernel", round, -block));
    }
    var alpha = new float[2 * CellSpace.GROUPS];
    for (var at = 0; at < alpha.length; at += 2) {
      alpha[at] = at % 4 - 1f;
    }
    return Trial.newBuilder(ToyRound.trial(0, ToyRound.all(0), 0.5))
        .setTask(Task.TRAIN)
        .setGenotype(null)
        .setSteps(proposal.steps())
        .setWeights(context.tensors().put(weights))
        .setTensors(List.of(FloatTensors.of(CellLearner.ALPHA, alpha)))
        .build();
  }

  private static Set<String> dead(Set<String> ever, SearchState state) {
    var dead = new HashSet<>(ever);
    dead.removeAll(living(state));
    return dead;
  }

  private static Set<String> living(SearchState state) {
    var names = new HashSet<String>();
    for (var group : own(state).getGroups()) {
      for (var member : group.getMembers()) {
        if (member.getWeights() != null) {
          names.add(member.getWeights());
        }
      }
    }
    return names;
  }

  private static SpaceState own(SearchState state) {
    return (SpaceState) Objects.requireNonNull(state.getMethodState());
  }

  private static SearchState stored(SearchState state) {
    try {
      return SearchState.fromByteBuffer(state.toByteBuffer());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void anotherSpaceOrATargetBelowTheCheapestCellsIsRefused() {
    assertThatThrownBy(() -> Round.open(experiment(METHOD, "proxyless"), new MemoryTensorStore()))
        .hasMessageContaining("'autospace'")
        .hasMessageContaining("'proxyless'");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Round.open(experiment(method(0.1, 1000), CellSpace.NAME), new MemoryTensorStore()))
        .withMessageContaining("method.costTarget")
        .withMessageContaining("1000");
  }
}
