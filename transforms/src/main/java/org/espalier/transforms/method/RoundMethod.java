package org.espalier.transforms.method;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a round that are a method's own; training and scoring are an evaluator's.
 *
 * <p>Every call is a pure function of its arguments, with randomness drawn from {@link
 * SearchContext#random} only, so that a repeated round repeats itself. The round does everything
 * else: identities and seeds, validity, duplicates, constraints, budgets, the best so far, storage.
 */
public interface RoundMethod extends Serializable {

  /** The method's name. */
  String name();

  /**
   * Proposes the candidates of the next round (SampleSubspaces).
   *
   * @param state the search so far; {@code getMethodState()} is null in the first round
   * @return the proposals, in index order; none ends the search
   */
  List<Proposal> sample(SearchState state, SearchContext context);

  /**
   * Weighs the trials of a round (Select): rewards, survivors, averages.
   *
   * @param state the search before this round
   * @param trials all trials of the round, by index; replays carry the score they repeat
   */
  default Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    return Evidence.newBuilder().setRound(state.getRound()).setTrials(trials).build();
  }

  /**
   * Learns from the evidence (Mutate).
   *
   * @param state the search before this round
   * @param evidence what Select made of the trials
   * @return the method's state after the round: one of the types of {@code
   *     SearchState.method_state}, or null where it has none yet
   */
  @Nullable Object mutate(SearchState state, Evidence evidence, SearchContext context);

  /** The architecture that the method's parameters stand for after a round, where it has some. */
  default Optional<DerivedArchitecture> derived(SearchState state, SearchContext context) {
    return Optional.empty();
  }

  /**
   * Whether an architecture that was scored may be what the search finds; it can also be scored to
   * learn from it only.
   *
   * @param state the search before the round that scored it
   */
  default boolean qualifies(SearchState state, Genotype genotype, SearchContext context) {
    return true;
  }

  /**
   * Whether the weights that a search ends with are those of every architecture, so that random
   * ones can be scored beside the one found.
   */
  default boolean hasWeightsOfAll() {
    return true;
  }

  /** Optimizer steps on shared weights in all; 0 where none are taken. */
  default long plannedSteps() {
    return 0;
  }

  /** Whether these steps end the search, whatever is left of its budget. */
  default boolean endsWithTraining() {
    return false;
  }

  /** Numbers the method shows of itself, one row a round; {@code state} is the state after it. */
  default List<Gauge> gauges(SearchState state, SearchContext context) {
    return List.of();
  }
}
