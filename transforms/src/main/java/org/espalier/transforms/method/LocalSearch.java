package org.espalier.transforms.method;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.Settings;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.LocalSearchState;
import org.espalier.schemas.Member;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;

/**
 * Local search with restarts: neighbours are tried in random order, the first that is better
 * becomes the centre, and a centre without a better neighbour is left for a random one.
 *
 * <p>Source: White, Nolen, Savani, "Exploring the loss landscape in neural architecture search",
 * UAI 2021, algorithm 1, with first improvement in place of best. A round tries several neighbours;
 * 1 is first improvement proper, more waste at most a round's worth of trials at each step.
 *
 * @param candidatesPerRound neighbours tried in a round, at least 1
 */
public record LocalSearch(int candidatesPerRound) implements CandidateMethod {

  /** Checks the settings. */
  public LocalSearch {
    Settings.atLeast("candidatesPerRound", candidatesPerRound, 1);
  }

  @Override
  public String name() {
    return "local-search";
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var own = methodState(state);
    var current = own.getCurrent();
    if (current == null) {
      var random = context.random(SearchContext.Step.SAMPLE, state.getRound());
      return List.of(
          Proposal.score(context.space().random(random)).from("restart", Optional.empty()));
    }
    return own.getUntried().stream()
        .limit(candidatesPerRound)
        .map(
            neighbour ->
                Proposal.score(neighbour).from("neighbours", Optional.of(current.getGenotype())))
        .toList();
  }

  @Override
  public Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    var own = methodState(state);
    var current = own.getCurrent();
    var better =
        evidence.getTrials().stream()
            .map(Members::of)
            .flatMap(Optional::stream)
            .filter(member -> current == null || member.getScore() > current.getScore())
            .findFirst();
    if (better.isPresent()) {
      return at(better.get(), own.getRestarts(), state, context);
    }
    var untried = new ArrayList<>(own.getUntried());
    untried.removeAll(evidence.getTrials().stream().map(Trial::getGenotype).toList());
    var stuck = untried.isEmpty();
    return LocalSearchState.newBuilder()
        .setCurrent(stuck ? null : current)
        .setUntried(untried)
        .setRestarts(own.getRestarts() + (stuck ? 1 : 0))
        .build();
  }

  private static LocalSearchState at(
      Member centre, int restarts, SearchState state, SearchContext context) {
    var neighbours = new ArrayList<Genotype>(context.space().neighbours(centre.getGenotype()));
    var random = context.random(SearchContext.Step.MUTATE, state.getRound());
    shuffle(neighbours, random);
    return LocalSearchState.newBuilder()
        .setCurrent(centre)
        .setUntried(neighbours)
        .setRestarts(restarts)
        .build();
  }

  private static void shuffle(List<Genotype> genotypes, RandomGenerator random) {
    for (var last = genotypes.size() - 1; last > 0; last--) {
      Collections.swap(genotypes, last, random.nextInt(last + 1));
    }
  }

  @Override
  public List<Gauge> gauges(SearchState state, SearchContext context) {
    var own = methodState(state);
    return List.of(
        new Gauge("restarts", (double) own.getRestarts()),
        new Gauge("untried_neighbours", (double) own.getUntried().size()));
  }

  private static LocalSearchState methodState(SearchState state) {
    return MethodStates.of(state, LocalSearchState.class)
        .orElseGet(() -> LocalSearchState.newBuilder().setUntried(List.of()).build());
  }
}
