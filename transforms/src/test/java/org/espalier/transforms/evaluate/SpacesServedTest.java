package org.espalier.transforms.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.transforms.method.LocalSearch;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.method.RegularizedEvolution;
import org.espalier.transforms.method.Reinforce;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.gradient.Cnas;
import org.espalier.transforms.method.gradient.Darts;
import org.espalier.transforms.method.gradient.PolicySettings;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which spaces evaluators and methods serve; the others are refused before anything starts. */
class SpacesServedTest {

  static List<SearchSpace> spaces() {
    return SearchSpaces.all();
  }

  @Test
  void aBenchmarkTableServesItsOwnSpaceOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TableEvaluator("none.csv")
                    .open(new RandomSearch(1), SearchSpaces.named("darts"), "cifar10"))
        .withMessageContaining("none.csv")
        .withMessageContaining("'darts'")
        .withMessageContaining("'nb201'");
  }

  @Test
  void aMethodThatDecidesOneByOneIsRefusedWhereThatIsNotEnough() {
    var method = new Reinforce(0.05, 0.9, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open("darts", method))
        .withMessageContaining("method.name: 'reinforce'")
        .withMessageContaining("'darts'");
    open("darts-all-edges", method).close();
  }

  @Test
  void aMethodThatLearnsFromOutputsOfOptionsIsRefusedWhereNodesChooseTheirSources() {
    var method = new Darts(1, false, true, new AdamSettings(0.05, 0.5, 0.999, 0, 0));
    assertThat(method.supports(SearchSpaces.named("darts-sequences"))).isFalse();
    assertThat(method.supports(SearchSpaces.named("darts"))).isTrue();
  }

  @Test
  void aCurriculumGrowsCellsOfSequencesByNodesWithoutSharedWeights() {
    var policy = new PolicySettings(8, 0.02, 0, 5, 0, 0.9, 2);
    var method = new Cnas(List.of("nodes"), 4, 0, 1, 1, policy, 1, 2);
    try (var round = open("darts-sequences", method)) {
      var state = round.start();
      for (var i = 0; i < 8; i++) {
        var trials = round.sample(state).stream().map(round::trainAndScore).toList();
        assertThat(trials).hasSize(2);
        for (var trial : trials) {
          var last = trial.getGenotype().getText().split("[|;]", -1)[3];
          assertThat(last.equals("none~0+none~0")).isEqualTo(i < 6);
        }
        state = round.mutate(state, round.select(state, trials)).next();
      }
      assertThat(state.getFinished()).contains("4 stages");
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void everySpaceIsSearchedByMethodsThatTakeWholeArchitectures(SearchSpace space) {
    for (var method :
        List.of(new RandomSearch(4), new RegularizedEvolution(8, 3, 4), new LocalSearch(4))) {
      try (var round = open(space.name(), method)) {
        var state = round.start();
        for (var i = 0; i < 6; i++) {
          var trials = round.sample(state).stream().map(round::trainAndScore).toList();
          assertThat(trials)
              .isNotEmpty()
              .allSatisfy(trial -> assertThat(trial.getScore()).isBetween(1e-9, 1.0));
          state = round.mutate(state, round.select(state, trials)).next();
        }
      }
    }
  }

  private static Round open(String space, SearchMethod method) {
    return Round.open(
        new Experiment(
            "test",
            7,
            space,
            "cifar10",
            method,
            new SizeEvaluator(),
            new Budget(400, 400, Double.POSITIVE_INFINITY, 0),
            new Constraints(false, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
            null),
        new MemoryTensorStore());
  }
}
