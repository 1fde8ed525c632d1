package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.transforms.method.ToyRound.all;
import static org.espalier.transforms.method.ToyRound.evidence;
import static org.espalier.transforms.method.ToyRound.member;
import static org.espalier.transforms.method.ToyRound.state;
import static org.espalier.transforms.method.ToyRound.trial;

import java.util.List;
import org.espalier.schemas.EvolutionState;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Member;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.junit.jupiter.api.Test;

final class RegularizedEvolutionTest {

  private static final Member OLDEST = member(all(0), 0.9);
  private static final Member MIDDLE = member(all(1), 0.2);
  private static final Member YOUNGEST = member(all(2), 0.5);

  private final SearchContext context = ToyRound.context(1);
  private final RegularizedEvolution evolution = new RegularizedEvolution(3, 3, 1);

  @Test
  void theOldestDiesHoweverGoodItIs() {
    var after = after(population(OLDEST, MIDDLE, YOUNGEST), trial(0, all(3), 0.1));
    assertThat(after).containsExactly(MIDDLE, YOUNGEST, member(all(3), 0.1));
  }

  @Test
  void asManyDieAsAreBorn() {
    var after =
        after(population(OLDEST, MIDDLE, YOUNGEST), trial(0, all(3), 0.1), trial(1, all(4), 0.3));
    assertThat(after).containsExactly(YOUNGEST, member(all(3), 0.1), member(all(4), 0.3));
  }

  @Test
  void whatHasNoScoreIsNotBornAndNobodyDiesForIt() {
    var after = after(population(OLDEST, MIDDLE, YOUNGEST), trial(0, all(3), null));
    assertThat(after).containsExactly(OLDEST, MIDDLE, YOUNGEST);
  }

  @Test
  void nobodyDiesUntilThePopulationIsFull() {
    assertThat(after(state(0, null), trial(0, all(3), 0.1))).containsExactly(member(all(3), 0.1));
    assertThat(after(population(OLDEST), trial(0, all(3), 0.1)))
        .containsExactly(OLDEST, member(all(3), 0.1));
  }

  @Test
  void theBestOfTheDrawnIsTheParent() {
    var parents = parents(new RegularizedEvolution(3, 3, 1));
    // Three draws of three miss the best with probability 8/27 and hit the worst alone with 1/27:
    // 711 and 37 of 1,000 expected, six standard deviations are 86 and 36.
    assertThat(parents.stream().filter(OLDEST.getGenotype()::equals)).hasSizeBetween(625, 797);
    assertThat(parents.stream().filter(MIDDLE.getGenotype()::equals)).hasSizeLessThan(73);
  }

  @Test
  void aTournamentOfOneIsAnyMember() {
    var parents = parents(new RegularizedEvolution(3, 1, 1));
    // A third of 1,000 each, six standard deviations are 90.
    for (var member : List.of(OLDEST, MIDDLE, YOUNGEST)) {
      assertThat(parents.stream().filter(member.getGenotype()::equals)).hasSizeBetween(243, 423);
    }
  }

  @Test
  void aChildIsOneMutationAwayFromItsParent() {
    var full = population(OLDEST, MIDDLE, YOUNGEST);
    var children = new RegularizedEvolution(3, 2, 20).sample(full, context);
    assertThat(children)
        .hasSize(20)
        .allSatisfy(
            child -> {
              assertThat(child.subspace()).isEqualTo("one mutation");
              assertThat(ToyRound.SPACE.neighbours(child.parent().orElseThrow()))
                  .contains(child.genotype().orElseThrow());
            });
  }

  @Test
  void membersThatAreMissingAreDrawnAtRandomAtMostSoManyARound() {
    var many = new RegularizedEvolution(50, 3, 20);
    var drawn = many.sample(state(0, null), context);
    assertThat(drawn).hasSize(20).allMatch(proposal -> proposal.parent().isEmpty());
    assertThat(drawn.stream().map(Proposal::genotype).distinct()).hasSizeGreaterThan(15);
    assertThat(new RegularizedEvolution(5, 3, 20).sample(population(OLDEST, MIDDLE), context))
        .hasSize(3)
        .allMatch(proposal -> proposal.parent().isEmpty());
  }

  @Test
  void itShowsTheMeanAndTheWorstOfThePopulation() {
    assertThat(evolution.gauges(state(0, null), context)).isEmpty();
    var gauges = evolution.gauges(population(OLDEST, MIDDLE, YOUNGEST), context);
    assertThat(gauges)
        .extracting(Gauge::getName)
        .containsExactly("population_mean_score", "population_worst_score");
    assertThat(gauges.get(0).getValue()).isCloseTo(1.6 / 3, within(1e-12));
    assertThat(gauges.get(1).getValue()).isEqualTo(0.2);
  }

  @Test
  void settingsOutOfRangeAreNamedWithRangeAndValue() {
    assertThatThrownBy(() -> new RegularizedEvolution(1, 1, 1))
        .hasMessageContainingAll("population", "at least 2", "1");
    assertThatThrownBy(() -> new RegularizedEvolution(3, 4, 1))
        .hasMessageContainingAll("sample", "[1, population]", "4");
    assertThatThrownBy(() -> new RegularizedEvolution(3, 0, 1))
        .hasMessageContainingAll("sample", "0");
    assertThatThrownBy(() -> new RegularizedEvolution(3, 3, 0))
        .hasMessageContainingAll("candidatesPerRound", "at least 1", "0");
  }

  private List<Genotype> parents(RegularizedEvolution method) {
    var parents = new java.util.ArrayList<Genotype>();
    for (var round = 0; round < 1000; round++) {
      var full = new EvolutionState(List.of(OLDEST, MIDDLE, YOUNGEST));
      parents.add(method.sample(state(round, full), context).get(0).parent().orElseThrow());
    }
    return parents;
  }

  private static SearchState population(Member... members) {
    return state(4, new EvolutionState(List.of(members)));
  }

  private List<Member> after(SearchState before, Trial... trials) {
    var state = (EvolutionState) evolution.mutate(before, evidence(trials), context);
    return List.copyOf(state.getPopulation());
  }
}
