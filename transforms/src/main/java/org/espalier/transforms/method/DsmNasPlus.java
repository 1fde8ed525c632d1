package org.espalier.transforms.method;

import java.util.List;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.DsmState;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Member;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;

/**
 * DSM-NAS+: a search on a source data set, whose last centres are the first centres of a second
 * search, with a fresh controller, on the run's own data set. Both are rounds of one run.
 *
 * <p>The source search is given: neither it nor the scores of the first centres are charged to the
 * budget, which is thus that of the second search alone.
 *
 * <p>Source: the transfer option of the authors' public NAS-Bench-201 entry of DSM-NAS. What
 * differs: each second search starts from the source's centres, where in the original the search on
 * ImageNet16-120 starts from centres that the one on CIFAR-100 has moved.
 *
 * @param source data set of the first search, for example {@code cifar10}
 * @param sourceEvaluations evaluations of the first search, repeats not counted, at least 1
 * @param search the settings of both searches; the first begins with the centres that it names
 */
public record DsmNasPlus(String source, long sourceEvaluations, DsmNas search)
    implements CandidateMethod {

  /** Checks the settings. */
  public DsmNasPlus {
    Target.of(source);
    Settings.atLeast("sourceEvaluations", sourceEvaluations, 1);
  }

  @Override
  public String name() {
    return "dsm-nas-plus";
  }

  @Override
  public boolean supports(SearchSpace space) {
    return space.isUnconstrained();
  }

  @Override
  public DsmNasPlus resolved(SearchSpace space) {
    return new DsmNasPlus(source, sourceEvaluations, search.resolved(space));
  }

  @Override
  public void check(SearchContext context) {
    search.check(context);
  }

  @Override
  public boolean qualifies(SearchState state, Genotype genotype, SearchContext context) {
    return search.qualifies(state, genotype, context);
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var own = methodState(state, context);
    var rounds = new DsmSearch(search, context);
    if (own.getTransferred()) {
      return rounds.sample(own, state.getRound(), Integer.MAX_VALUE);
    }
    var left = (int) Math.min(Integer.MAX_VALUE, sourceEvaluations - own.getEvaluations());
    return rounds.sample(own, state.getRound(), left).stream()
        .map(proposal -> proposal.on(source).free())
        .toList();
  }

  @Override
  public Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    return new DsmSearch(search, context)
        .select(methodState(state, context), trials, state.getRound());
  }

  @Override
  public Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    var next = new DsmSearch(search, context).mutate(methodState(state, context), evidence);
    return next.getTransferred() || next.getEvaluations() < sourceEvaluations
        ? next
        : transfer(next, context);
  }

  private static DsmState transfer(DsmState own, SearchContext context) {
    return DsmSearch.start(context.dataSet())
        .setSeeds(own.getCentres().stream().map(Member::getGenotype).toList())
        .setTransferred(true)
        .build();
  }

  @Override
  public List<Gauge> gauges(SearchState state, SearchContext context) {
    return MethodStates.of(state, DsmState.class).map(DsmNas::gauges).orElse(List.of());
  }

  private DsmState methodState(SearchState state, SearchContext context) {
    return MethodStates.of(state, DsmState.class)
        .orElseGet(() -> DsmSearch.start(source).setSeeds(search.starts(context.space())).build());
  }
}
