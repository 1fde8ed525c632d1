package org.espalier.transforms.method;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/**
 * A search method: what to try next, and what was learnt. One verb for each step of a round that is
 * the method's own; training and scoring are an {@link
 * org.espalier.transforms.evaluate.Evaluator}'s.
 *
 * <p>Implementations are records: their components are the settings, bound straight from the
 * configuration, and nothing else is kept between calls. Whatever a method carries from round to
 * round lies in {@code state.getMethodState()}. Every call is a pure function of its arguments,
 * with randomness drawn from {@link SearchContext#random} only, so that a repeated round repeats
 * itself.
 *
 * <p>The round does everything else: identities and seeds, validity, duplicates, constraints,
 * budgets, the best so far, storage.
 */
public interface SearchMethod extends Serializable {

  /** The name by which configurations ask for it, for example {@code dsm-nas}. */
  String name();

  /**
   * Whether the method can search a space. Methods that make decisions one by one need {@link
   * SearchSpace#isUnconstrained}.
   */
  default boolean serves(SearchSpace space) {
    return true;
  }

  /**
   * Proposes the candidates of the next round (SampleSubspaces).
   *
   * @param state the search so far; {@code getMethodState()} is null in the first round
   * @param context what the search is about, and its randomness
   * @return the proposals, in index order; none ends the search
   */
  List<Proposal> sample(SearchState state, SearchContext context);

  /**
   * Weighs the trials of a round (Select): rewards, survivors, averages.
   *
   * @param state the search before this round
   * @param trials all trials of the round, by index; replays carry the score they repeat
   * @param context what the search is about, and its randomness
   */
  default Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    return Evidence.newBuilder().setRound(state.getRound()).setTrials(trials).build();
  }

  /**
   * Learns from the evidence (Mutate).
   *
   * @param state the search before this round
   * @param evidence what Select made of the trials
   * @param context what the search is about, and its randomness
   * @return the method's part of the next state: one of the types of {@code SearchState.part}, or
   *     null where it has none yet
   */
  @Nullable Object mutate(SearchState state, Evidence evidence, SearchContext context);

  /**
   * The architecture that the method leans towards after a round, where it has parameters that
   * stand for one.
   */
  default Optional<DerivedArchitecture> derived(SearchState state, SearchContext context) {
    return Optional.empty();
  }

  /** Optimizer steps on shared weights that the method takes in all; 0 where it takes none. */
  default long plannedSteps() {
    return 0;
  }

  /** Numbers the method shows of itself, one row a round; {@code state} is the state after it. */
  default List<Gauge> gauges(SearchState state) {
    return List.of();
  }
}
