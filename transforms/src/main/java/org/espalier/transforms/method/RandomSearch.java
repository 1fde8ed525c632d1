package org.espalier.transforms.method;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.numbers.Settings;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.RandomState;
import org.espalier.schemas.SearchState;

/**
 * Random search: every candidate is drawn uniformly from the whole space.
 *
 * <p>Source: Li, Talwalkar, "Random search and reproducibility for neural architecture search", UAI
 * 2019, the variant without weight sharing.
 *
 * @param candidatesPerRound candidates of a round, at least 1; the architectures drawn do not
 *     depend on it
 */
public record RandomSearch(int candidatesPerRound) implements CandidateMethod {

  /** Checks the settings. */
  public RandomSearch {
    Settings.atLeast("candidatesPerRound", candidatesPerRound, 1);
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var drawn = drawn(state);
    return Stream.iterate(drawn, next -> next + 1)
        .limit(candidatesPerRound)
        .map(draw -> context.space().random(Seeds.random(context.seed(), draw)))
        .map(Proposal::score)
        .toList();
  }

  @Override
  public Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    return RandomState.newBuilder().setDrawn(drawn(state) + evidence.getTrials().size()).build();
  }

  private static long drawn(SearchState state) {
    return MethodStates.of(state, RandomState.class).map(RandomState::getDrawn).orElse(0L);
  }
}
