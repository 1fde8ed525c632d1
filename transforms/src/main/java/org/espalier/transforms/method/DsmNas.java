package org.espalier.transforms.method;

import java.util.List;
import java.util.Optional;
import org.espalier.models.catalog.GivenArchitecture;
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
import org.jspecify.annotations.Nullable;

/**
 * DSM-NAS: a few centres, each with the subspace of all architectures within some edits of it. A
 * learned controller picks a centre and edits it; what is better than its centre takes its place,
 * so that the subspaces move. The controller follows the policy gradient of the improvement.
 *
 * <p>The first centres are random and not charged to the budget. A round draws several proposals
 * from the same controller, averages their gradients and accepts them in index order; 1 is the
 * published algorithm.
 *
 * <p>Source: DSM-NAS as the authors' public NAS-Bench-201 entry has it, with its settings in {@code
 * configs/dsm-nas-authors-nb201-table.yaml}. What differs: a centre is copied and then edited,
 * where the original edits the centre itself and so changes it even when the edit is rejected.
 *
 * @param centres subspaces, at least 2
 * @param edits edits of a proposal, at least 1
 * @param hidden width of the controller, at least 1
 * @param layers rounds of message passing of the controller, at least 1
 * @param learningRate Adam's step, above 0
 * @param weightDecay decay of the controller's parameters, at least 0
 * @param entropy weight of the entropy of a proposal's choices (nats) against a reward in percent
 *     points, at least 0
 * @param baseline decay of the moving average of rewards, in [0, 1); the average takes a reward in
 *     before it is subtracted from it
 * @param absoluteReward whether a reward is the accuracy itself and not its gain over the centre's
 * @param candidatesPerRound proposals drawn from the same controller, at least 1
 * @param maxMadds most multiply-adds of a centre's full network, convolutions and linear layers
 *     counted, above 0: the first centres are drawn within it, and a proposal beyond it is scored
 *     and learned from, but takes no centre's place; absent for any
 * @param start the first centres, at most as many as there are: architectures as text, or, until
 *     {@link #resolved}, names of published ones, such as {@code dsm_nas}, or files of one; the
 *     others are random; absent for none
 */
public record DsmNas(
    int centres,
    int edits,
    int hidden,
    int layers,
    double learningRate,
    double weightDecay,
    double entropy,
    double baseline,
    boolean absoluteReward,
    int candidatesPerRound,
    @Nullable Double maxMadds,
    @Nullable List<String> start)
    implements CandidateMethod {

  /** Checks the settings. */
  public DsmNas {
    Settings.atLeast("centres", centres, 2);
    Settings.atLeast("edits", edits, 1);
    Settings.atLeast("hidden", hidden, 1);
    Settings.atLeast("layers", layers, 1);
    Settings.positive("learningRate", learningRate);
    Settings.check(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
    Settings.check(entropy >= 0, "entropy", "at least 0", entropy);
    Settings.belowOne("baseline", baseline);
    Settings.atLeast("candidatesPerRound", candidatesPerRound, 1);
    if (maxMadds != null) {
      Settings.positive("maxMadds", maxMadds);
    }
    if (start != null) {
      start = List.copyOf(start);
      Settings.check(
          start.size() <= centres, "start", "at most " + centres + ", the centres", start.size());
    }
  }

  /** From random centres of any size. */
  public DsmNas(
      int centres,
      int edits,
      int hidden,
      int layers,
      double learningRate,
      double weightDecay,
      double entropy,
      double baseline,
      boolean absoluteReward,
      int candidatesPerRound) {
    this(
        centres,
        edits,
        hidden,
        layers,
        learningRate,
        weightDecay,
        entropy,
        baseline,
        absoluteReward,
        candidatesPerRound,
        null,
        null);
  }

  @Override
  public String name() {
    return "dsm-nas";
  }

  @Override
  public boolean supports(SearchSpace space) {
    return space.isUnconstrained();
  }

  @Override
  public DsmNas resolved(SearchSpace space) {
    return start == null
        ? this
        : new DsmNas(
            centres,
            edits,
            hidden,
            layers,
            learningRate,
            weightDecay,
            entropy,
            baseline,
            absoluteReward,
            candidatesPerRound,
            maxMadds,
            start.stream().map(each -> resolved(space, each)).toList());
  }

  private static String resolved(SearchSpace space, String given) {
    try {
      return space.parse(given).getText();
    } catch (IllegalArgumentException nameOrFile) {
      var found = GivenArchitecture.of(given);
      Settings.check(
          found.space().name().equals(space.name()),
          "method.start",
          "architectures of space " + space.name(),
          found.name() + " of space " + found.space().name());
      return found.genotype().getText();
    }
  }

  @Override
  public void check(SearchContext context) {
    budget(context).ifPresent(budget -> budget.check("method.maxMadds"));
    for (var given : starts(context.space())) {
      Settings.check(
          budget(context).map(budget -> budget.holds(given)).orElse(true),
          "method.start",
          "architectures within method.maxMadds",
          given.getText());
    }
  }

  @Override
  public boolean qualifies(SearchState state, Genotype genotype, SearchContext context) {
    return budget(context).map(budget -> budget.holds(genotype)).orElse(true);
  }

  /** What a centre's network may cost. */
  Optional<MaddsBudget> budget(SearchContext context) {
    return Optional.ofNullable(maxMadds)
        .map(most -> new MaddsBudget(most, context.space(), Target.of(context.dataSet())));
  }

  /** The first centres that are given. */
  List<Genotype> starts(SearchSpace space) {
    return start == null ? List.of() : start.stream().map(space::parse).toList();
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    return new DsmSearch(this, context)
        .sample(methodState(state, context), state.getRound(), Integer.MAX_VALUE);
  }

  @Override
  public Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    return new DsmSearch(this, context)
        .select(methodState(state, context), trials, state.getRound());
  }

  @Override
  public Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    return new DsmSearch(this, context).mutate(methodState(state, context), evidence);
  }

  @Override
  public List<Gauge> gauges(SearchState state, SearchContext context) {
    return MethodStates.of(state, DsmState.class).map(DsmNas::gauges).orElse(List.of());
  }

  /** What a search shows of itself; the baseline is in percent points, the entropy in nats. */
  static List<Gauge> gauges(DsmState own) {
    var scores = own.getCentres().stream().mapToDouble(Member::getScore).summaryStatistics();
    var baseline = own.getBaseline();
    return List.of(
        new Gauge("entropy", own.getEntropy()),
        new Gauge("baseline", baseline == null ? 0.0 : baseline),
        new Gauge("proposals", (double) own.getProposals()),
        new Gauge("accepted", (double) own.getAccepted()),
        new Gauge("centres_mean_score", scores.getAverage()),
        new Gauge(
            "centres_spread", scores.getCount() == 0 ? 0 : scores.getMax() - scores.getMin()));
  }

  private DsmState methodState(SearchState state, SearchContext context) {
    return MethodStates.of(state, DsmState.class)
        .orElseGet(
            () -> DsmSearch.start(context.dataSet()).setSeeds(starts(context.space())).build());
  }
}
