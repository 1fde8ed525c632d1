package org.espalier.transforms.method;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.models.numbers.Settings;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.EvolutionState;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Member;
import org.espalier.schemas.SearchState;

/**
 * Regularized evolution: the best of a few drawn members has a child by one mutation, and the
 * oldest member dies, however good.
 *
 * <p>Source: Real, Aggarwal, Huang, Le, "Regularized evolution for image classifier architecture
 * search", AAAI 2019, algorithm 1. The few are drawn with replacement, as the NAS-Bench-201
 * baseline does. A round has several children of the same population; 1 is the published algorithm.
 *
 * @param population members kept, at least 2
 * @param sample members drawn for a tournament, in [1, population]
 * @param candidatesPerRound children of a round, at least 1
 */
public record RegularizedEvolution(int population, int sample, int candidatesPerRound)
    implements CandidateMethod {

  /** Checks the settings. */
  public RegularizedEvolution {
    Settings.atLeast("population", population, 2);
    Settings.check(sample >= 1 && sample <= population, "sample", "in [1, population]", sample);
    Settings.atLeast("candidatesPerRound", candidatesPerRound, 1);
  }

  @Override
  public String name() {
    return "regularized-evolution";
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var members = members(state);
    var random = context.random(SearchContext.Step.SAMPLE, state.getRound());
    var missing = population - members.size();
    if (missing > 0) {
      return IntStream.range(0, Math.min(missing, candidatesPerRound))
          .mapToObj(i -> Proposal.score(context.space().random(random)))
          .toList();
    }
    return IntStream.range(0, candidatesPerRound)
        .mapToObj(i -> child(members, context, random))
        .toList();
  }

  private Proposal child(List<Member> members, SearchContext context, RandomGenerator random) {
    var parent =
        new Population<>(members).tournament(sample, Member::getScore, random).getGenotype();
    return Proposal.score(context.space().mutate(parent, random))
        .from("one mutation", java.util.Optional.of(parent));
  }

  @Override
  public Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    var members = new ArrayList<>(members(state));
    evidence.getTrials().stream().map(Members::of).forEach(born -> born.ifPresent(members::add));
    return EvolutionState.newBuilder()
        .setPopulation(new Population<>(members).youngest(population).members())
        .build();
  }

  @Override
  public List<Gauge> gauges(SearchState state, SearchContext context) {
    var scores = members(state).stream().mapToDouble(Member::getScore).summaryStatistics();
    return scores.getCount() == 0
        ? List.of()
        : List.of(
            new Gauge("population_mean_score", scores.getAverage()),
            new Gauge("population_worst_score", scores.getMin()));
  }

  private static List<Member> members(SearchState state) {
    return MethodStates.of(state, EvolutionState.class)
        .map(EvolutionState::getPopulation)
        .orElse(List.of());
  }
}
