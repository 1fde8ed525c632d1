package org.espalier.transforms.round;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.evaluate.Scorer;
import org.espalier.transforms.method.RoundMethod;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.TensorStore;

/**
 * A round of any method with any evaluator: the four steps as plain calls. The Beam transforms call
 * these on workers, a study calls them in a loop, and both get the same trials.
 *
 * <p>Every step is a pure function of its arguments and the experiment. A search that is over stays
 * as it is: it samples nothing and its state does not change.
 */
public final class Round implements AutoCloseable {

  private final Experiment experiment;
  private final RoundMethod method;
  private final SearchContext context;
  private final Scorer scorer;
  private final CandidateFilter filter;
  private final TrialRunner runner;
  private final BenchmarkReporter reporter;

  private Round(
      Experiment experiment, SearchContext context, Scorer scorer, BenchmarkReporter reporter) {
    var costs = new Costs(context.space(), Target.of(experiment.dataSet()));
    this.experiment = experiment;
    this.method = experiment.evaluator().join(experiment.method());
    this.context = context;
    this.scorer = scorer;
    this.filter = new CandidateFilter(experiment, context, costs);
    this.runner = new TrialRunner(experiment, costs, scorer, context);
    this.reporter = reporter;
  }

  /**
   * Opens the rounds of an experiment.
   *
   * @throws IllegalArgumentException where method and evaluator do not go together, or the space,
   *     the data set, the report table or an input of the evaluator is not as it must be
   */
  public static Round open(Experiment experiment, TensorStore tensors) {
    var context = context(experiment, tensors);
    experiment.evaluator().join(experiment.method());
    if (!experiment.method().supports(context.space())) {
      throw new IllegalArgumentException(
          "method.name: '%s' cannot search space '%s'; it searches %s; random, regularized-evolution and local-search search every space"
              .formatted(experiment.method().name(), experiment.space(), searched(experiment)));
    }
    experiment.method().check(context.space());
    experiment.constraints().check(context);
    experiment.method().check(context);
    var reporter = BenchmarkReporter.of(experiment);
    var scorer =
        experiment.evaluator().open(experiment.method(), context.space(), experiment.dataSet());
    return new Round(experiment, context, scorer, reporter);
  }

  private static String searched(Experiment experiment) {
    return SearchSpaces.all().stream()
        .filter(experiment.method()::supports)
        .map(SearchSpace::name)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The rounds of the same experiment from another seed, with the same opened evaluator. */
  public Round reseeded(long seed, TensorStore tensors) {
    var other = experiment.withSeed(seed);
    return new Round(other, context(other, tensors), scorer, reporter);
  }

  private static SearchContext context(Experiment experiment, TensorStore tensors) {
    return new SearchContext(
        SearchSpaces.named(experiment.space()), experiment.dataSet(), experiment.seed(), tensors);
  }

  /** The space, data set and seed of these rounds. */
  public SearchContext context() {
    return context;
  }

  /** The experiment these are the rounds of. */
  public Experiment experiment() {
    return experiment;
  }

  /** The state before the first round. */
  public SearchState start() {
    return SearchState.newBuilder()
        .setRun(experiment.run())
        .setMethod(experiment.method().name())
        .setSpace(experiment.space())
        .setSeed(experiment.seed())
        .build();
  }

  /** SampleSubspaces: the candidates of the next round, by index. */
  public List<Candidate> sample(SearchState state) {
    return isOver(state) ? List.of() : filter.candidates(state, method.sample(state, context));
  }

  /** TrainAndScore: the trial of one candidate. */
  public Trial trainAndScore(Candidate candidate) {
    return runner.trial(candidate);
  }

  /** Select: what the trials of the round say, in whatever order they arrive. */
  public Evidence select(SearchState state, Collection<Trial> trials) {
    var settled = new TrialResolver(experiment, state).settle(trials);
    return settled.isEmpty()
        ? Evidence.newBuilder().setRound(state.getRound()).setTrials(settled).build()
        : method.select(state, settled, context);
  }

  /** Mutate: the round completed, with the state after it. */
  public CompletedRound mutate(SearchState state, Evidence evidence) {
    var ledger =
        new Ledger(
            experiment,
            trial ->
                trial.getGenotype() != null
                    && method.qualifies(state, trial.getGenotype(), context));
    var next = ledger.next(state, evidence);
    if (!evidence.getTrials().isEmpty()) {
      next.setMethodState(method.mutate(state, evidence, context));
    }
    var after = next.build();
    var summary = Summaries.of(experiment, after, evidence, method.gauges(after, context));
    return new CompletedRound(
        after,
        evidence.getTrials(),
        method
            .derived(after, context)
            .map(derived -> reporter.add(summary, derived))
            .orElse(summary));
  }

  /** Whether the search is over. */
  public static boolean isOver(SearchState state) {
    return state.getFinished() != null;
  }

  /** Memory that they hold open, bytes, about. */
  public long bytes() {
    return scorer.bytes();
  }

  @Override
  public void close() {
    scorer.close();
  }
}
