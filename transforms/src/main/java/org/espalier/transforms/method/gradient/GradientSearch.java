package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.EdgeSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.DerivedArchitecture;
import org.espalier.transforms.method.Proposal;
import org.espalier.transforms.method.Replicas;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchMethod;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of a method that learns while shared weights are trained. A training round is {@code
 * stepsPerRound} local steps on each replica's shard of the data, never across a stage's end;
 * Select combines the replicas' weights per tensor and averages their parameters; Mutate goes on to
 * the next stage where one ends. After the last stage the derived architecture is scored, once,
 * with the finalCandidates that the method asks for beside it. One replica is the algorithm as
 * published.
 *
 * @param method the method that learns
 * @param stepsPerEpoch optimizer steps of an epoch, at least 1
 * @param stepsPerRound steps of a round, at least 1
 * @param replicas shards trained side by side, at least 1
 */
public record GradientSearch(
    GradientMethod method, int stepsPerEpoch, int stepsPerRound, int replicas)
    implements SearchMethod {

  private static final int DIVERGED_ROUNDS_BORNE = 1;

  /** As many as the trajectories of the DrNAS paper show. */
  private static final int DRAWN = 100;

  /** Round whose Mutate makes what the first round begins with. */
  private static final int BEFORE_THE_FIRST = -1;

  /** Checks the settings. */
  public GradientSearch {
    Settings.atLeast("stepsPerEpoch", stepsPerEpoch, 1);
    Settings.atLeast("stepsPerRound", stepsPerRound, 1);
    Settings.atLeast("replicas", replicas, 1);
  }

  @Override
  public String name() {
    return method.name();
  }

  /** The steps of the search. */
  public Schedule schedule() {
    return new Schedule(stepsPerEpoch, method.stageEpochs());
  }

  @Override
  public long plannedSteps() {
    return schedule().steps();
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var part = part(state, context);
    var weights = Optional.ofNullable(state.getWeights());
    if (isComplete(state)) {
      var random = context.random(SearchContext.Step.SAMPLE, state.getRound());
      var drawn = drawn(part, context, random).limit(method.finalCandidates());
      return Stream.concat(
              Stream.of(Proposal.score(part.getDerived()).from("derived", Optional.empty())),
              drawn.map(genotype -> Proposal.score(genotype).from("drawn", Optional.empty())))
          .map(proposal -> proposal.with(weights).in(part.getForm()))
          .toList();
    }
    var end = schedule().firstStep(schedule().stage(state.getSteps()) + 1);
    var steps = (int) Math.min(stepsPerRound, end - state.getSteps());
    return IntStream.range(0, replicas)
        .mapToObj(
            replica ->
                Proposal.train(weights, steps, replica, replicas)
                    .drawing(part.getTensors())
                    .in(part.getForm())
                    .from("stage " + part.getStage(), Optional.empty()))
        .toList();
  }

  private boolean isComplete(SearchState state) {
    return state.getSteps() >= schedule().steps();
  }

  @Override
  public Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    var evidence = Evidence.newBuilder().setRound(state.getRound()).setTrials(trials);
    if (isComplete(state)) {
      return evidence.setEnded("all " + schedule().epochs() + " epochs made").build();
    }
    var trained = Replicas.of(trials);
    return evidence
        .setSurvivors(trained.indices())
        .setWeights(trained.weights(context.tensors()))
        .setTensors(trained.learned())
        .setEnded(trained.isEmpty() ? nowhere(state, trials, context) : null)
        .build();
  }

  private @Nullable String nowhere(SearchState state, List<Trial> trials, SearchContext context) {
    if (!diverged(trials)) {
      return null;
    }
    var again = part(state, context).getDivergedRounds() >= DIVERGED_ROUNDS_BORNE;
    var over = state.getSteps() + steps(trials) >= schedule().steps();
    // Scores by weights that no training ever reached would mean nothing.
    return again || (over && state.getWeights() == null)
        ? (again ? "training diverged in two rounds in a row" : "no round of training went well")
            + ": lower evaluator.training.learningRate or the learning rate of the architecture,"
            + " or set evaluator.training.clipNorm"
        : null;
  }

  /** Whether steps were taken and none led anywhere; failures are the budget's business. */
  private static boolean diverged(List<Trial> trials) {
    return Replicas.of(trials).isEmpty() && steps(trials) > 0;
  }

  private static int steps(List<Trial> trials) {
    return trials.stream().mapToInt(Trial::getSteps).max().orElse(0);
  }

  @Override
  public Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    var before = part(state, context);
    var trials = evidence.getTrials();
    if (trials.stream().allMatch(trial -> trial.getTask() == Task.SCORE)) {
      return before;
    }
    var diverged = diverged(trials) ? before.getDivergedRounds() + 1 : 0;
    var architecture = architecture(before);
    if (!Replicas.of(trials).isEmpty()) {
      architecture = architecture.with(evidence.getTensors());
    }
    var schedule = schedule();
    var stage = schedule.stage(state.getSteps() + steps(trials));
    if (stage > architecture.stage() && stage < method.stageEpochs().size()) {
      architecture = method.next(architecture, space(context));
    }
    return part(architecture, stage, diverged, space(context));
  }

  private GradientState part(SearchState state, SearchContext context) {
    if (state.getMethodState() instanceof GradientState part) {
      return part;
    }
    var random = context.random(SearchContext.Step.MUTATE, BEFORE_THE_FIRST);
    return part(method.start(space(context), random), 0, 0, space(context));
  }

  private GradientState part(
      ArchitectureParameters architecture, int stage, int diverged, EdgeSpace space) {
    var optionScores = method.optionScores(architecture, space);
    return GradientState.newBuilder()
        .setStage(stage)
        .setTensors(architecture.tensors())
        .setForm(architecture.form())
        .setDerived(
            Derivation.of(optionScores, architecture.form(), space, method.allowNoneInDerived()))
        .setOptionScores(Floats.list(optionScores))
        .setDivergedRounds(diverged)
        .build();
  }

  /** After the last stage the architecture is still that of the last stage. */
  private ArchitectureParameters architecture(GradientState part) {
    var stage = Math.min(part.getStage(), method.stageEpochs().size() - 1);
    return new ArchitectureParameters(stage, new ArrayList<>(part.getTensors()), part.getForm());
  }

  private EdgeSpace space(SearchContext context) {
    if (context.space() instanceof EdgeSpace space) {
      return space;
    }
    throw new IllegalArgumentException(
        "method.name "
            + name()
            + " needs a space of edges, "
            + context.space().name()
            + " is none");
  }

  @Override
  public Optional<DerivedArchitecture> derived(SearchState state, SearchContext context) {
    var part = part(state, context);
    var space = space(context);
    var concentrations = Floats.list(method.concentrations(architecture(part), space));
    return Optional.of(
        new DerivedArchitecture(
            Derivation.weights(part.getOptionScores(), concentrations, space),
            part.getDerived(),
            Derivation.skipConnects(part.getDerived(), space),
            method.hasDistribution()
                ? drawn(part, context, context.random(SearchContext.Step.RECORD, state.getRound()))
                    .limit(DRAWN)
                    .toList()
                : List.of()));
  }

  private Stream<Genotype> drawn(
      GradientState part, SearchContext context, RandomGenerator random) {
    var architecture = architecture(part);
    var space = space(context);
    return Stream.generate(() -> method.drawn(architecture, space, random))
        .map(
            optionScores ->
                Derivation.of(optionScores, part.getForm(), space, method.allowNoneInDerived()));
  }

  /**
   * Mean entropy of an edge (nats), {@code skip_connect} edges of the derived architecture, the
   * stage, the lowest and highest strength of an operation that is there, and the epochs made.
   */
  @Override
  public List<Gauge> gauges(SearchState state) {
    return state.getMethodState() instanceof GradientState part
            && SearchSpaces.named(state.getSpace()) instanceof EdgeSpace space
        ? Derivation.gauges(part, space, (double) state.getSteps() / stepsPerEpoch)
        : List.of();
  }
}
