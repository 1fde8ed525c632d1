package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.transforms.method.ToyRound.all;
import static org.espalier.transforms.method.ToyRound.evidence;
import static org.espalier.transforms.method.ToyRound.genotype;
import static org.espalier.transforms.method.ToyRound.member;
import static org.espalier.transforms.method.ToyRound.state;
import static org.espalier.transforms.method.ToyRound.trial;

import java.util.List;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.LocalSearchState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.junit.jupiter.api.Test;

final class LocalSearchTest {

  private static final Genotype CENTRE = all(3);
  private static final Genotype WORSE = genotype(0, 3, 3, 3, 3, 3);
  private static final Genotype BETTER = genotype(1, 3, 3, 3, 3, 3);
  private static final Genotype BEST = genotype(2, 3, 3, 3, 3, 3);

  private final LocalSearch search = new LocalSearch(2);
  private final SearchContext context = ToyRound.context(1);

  @Test
  void aSearchBeginsAtARandomArchitecture() {
    var first = search.sample(state(0, null), context);
    assertThat(first).singleElement().extracting(Proposal::subspace).isEqualTo("restart");
    assertThat(search.sample(state(0, null), context))
        .singleElement()
        .extracting(Proposal::genotype)
        .isEqualTo(first.get(0).genotype())
        .isNotEqualTo(search.sample(state(1, null), context).get(0).genotype());
  }

  @Test
  void theFirstScoreMakesACentreWithAllItsNeighboursUntried() {
    var after = after(state(0, null), trial(0, CENTRE, 0.1));
    assertThat(after.getCurrent()).isEqualTo(member(CENTRE, 0.1));
    assertThat(after.getUntried())
        .containsExactlyInAnyOrderElementsOf(ToyRound.SPACE.neighbours(CENTRE))
        .isNotEqualTo(ToyRound.SPACE.neighbours(CENTRE));
    assertThat(after.getRestarts()).isZero();
  }

  @Test
  void neighboursComeInAnOrderOfTheSeed() {
    var mine = after(state(0, null), trial(0, CENTRE, 0.1)).getUntried();
    var others =
        ((LocalSearchState)
                search.mutate(state(0, null), evidence(trial(0, CENTRE, 0.1)), ToyRound.context(2)))
            .getUntried();
    assertThat(others).isNotEqualTo(mine).containsExactlyInAnyOrderElementsOf(mine);
  }

  @Test
  void neighboursAreTriedInTheirOrderAFewARound() {
    var proposals = search.sample(at(CENTRE, 0.5, WORSE, BETTER, BEST), context);
    assertThat(proposals)
        .extracting(Proposal::genotype)
        .extracting("value")
        .containsExactly(WORSE, BETTER);
    assertThat(proposals)
        .allSatisfy(
            proposal -> {
              assertThat(proposal.parent()).contains(CENTRE);
              assertThat(proposal.subspace()).isEqualTo("neighbours");
            });
  }

  @Test
  void itMovesToTheBetterNeighbourAndNeverToTheWorse() {
    var after = after(at(CENTRE, 0.5, WORSE, BETTER), trial(0, WORSE, 0.4), trial(1, BETTER, 0.6));
    assertThat(after.getCurrent()).isEqualTo(member(BETTER, 0.6));
    assertThat(after.getUntried())
        .containsExactlyInAnyOrderElementsOf(ToyRound.SPACE.neighbours(BETTER));
  }

  @Test
  void ofBetterNeighboursItTakesTheFirst() {
    var after = after(at(CENTRE, 0.5, BETTER, BEST), trial(0, BETTER, 0.6), trial(1, BEST, 0.9));
    assertThat(after.getCurrent().getGenotype()).isEqualTo(BETTER);
  }

  @Test
  void whatIsNoBetterIsNotTriedAgain() {
    var before = at(CENTRE, 0.5, WORSE, BETTER, BEST);
    var after = after(before, trial(0, WORSE, 0.5), trial(1, BETTER, null));
    assertThat(after.getCurrent()).isEqualTo(member(CENTRE, 0.5));
    assertThat(after.getUntried()).containsExactly(BEST);
    assertThat(after.getRestarts()).isEqualTo(3);
  }

  @Test
  void aCentreWithoutABetterNeighbourIsLeftForARandomArchitecture() {
    var after = after(at(CENTRE, 0.5, WORSE), trial(0, WORSE, 0.4));
    assertThat(after.getCurrent()).isNull();
    assertThat(after.getRestarts()).isEqualTo(4);
    assertThat(search.sample(state(5, after), context))
        .singleElement()
        .extracting(Proposal::subspace)
        .isEqualTo("restart");
  }

  @Test
  void afterARestartAnyScoreMakesACentreAndRestartsAreKept() {
    var restarted = LocalSearchState.newBuilder().setUntried(List.of()).setRestarts(4).build();
    var after = after(state(5, restarted), trial(0, WORSE, 0.01));
    assertThat(after.getCurrent()).isEqualTo(member(WORSE, 0.01));
    assertThat(after.getRestarts()).isEqualTo(4);
  }

  @Test
  void itShowsRestartsAndWhatIsUntried() {
    assertThat(search.gauges(at(CENTRE, 0.5, WORSE, BETTER), context))
        .containsExactly(new Gauge("restarts", 3.0), new Gauge("untried_neighbours", 2.0));
    assertThat(search.gauges(state(0, null), context))
        .containsExactly(new Gauge("restarts", 0.0), new Gauge("untried_neighbours", 0.0));
  }

  @Test
  void aRoundWithoutCandidatesIsRefused() {
    assertThatThrownBy(() -> new LocalSearch(0))
        .hasMessageContainingAll("candidatesPerRound", "at least 1", "0");
  }

  private static SearchState at(Genotype centre, double score, Genotype... untried) {
    return state(
        4,
        LocalSearchState.newBuilder()
            .setCurrent(member(centre, score))
            .setUntried(List.of(untried))
            .setRestarts(3)
            .build());
  }

  private LocalSearchState after(SearchState before, Trial... trials) {
    return (LocalSearchState) search.mutate(before, evidence(trials), context);
  }
}
