package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.DerivedArchitecture;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.MethodStates;
import org.espalier.transforms.method.Proposal;
import org.espalier.transforms.method.Replicas;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.TrainingRounds;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of a method that learns while shared weights are trained. A training round is {@code
 * stepsPerRound} local steps on each replica's share of the data, never across a stage's end;
 * Select combines the replicas' weights per tensor and averages their parameters; Mutate goes on to
 * the next stage where one ends, after a round of scores where the method asks for stageCandidates.
 * After the last stage the derived architecture is scored, once, with the finalCandidates that the
 * method asks for beside it. One replica is the algorithm as published.
 *
 * @param method the method that learns
 * @param stepsPerEpoch optimizer steps of an epoch, at least 1
 * @param stepsPerRound steps of a round, at least 1
 * @param replicas replicas trained side by side, at least 1
 */
public record GradientSearch(
    GradientMethod method, int stepsPerEpoch, int stepsPerRound, int replicas)
    implements TrainingRounds {

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
  public boolean usesValidationImages() {
    return method.usesValidationImages();
  }

  @Override
  public void check(SearchSpace space, NetworkSize size) {
    Forms.checkElastic(method.form(space), space, size, name());
    method.check(space, size);
  }

  @Override
  public void check(SearchSpace space, Target target) {
    method.check(space, target);
  }

  @Override
  public Learner learner(Candidate candidate, SearchContext context) {
    var begun =
        new ArchitectureParameters(
            schedule().stage(candidate.getFirstStep()),
            candidate.getDistribution(),
            Objects.requireNonNull(candidate.getForm()));
    return method.learner(begun, schedule(), context.space(), target(context));
  }

  private static Target target(SearchContext context) {
    return Target.of(context.dataSet());
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var learned = methodState(state, context);
    var weights = Optional.ofNullable(state.getWeights());
    var isComplete = isComplete(state);
    if (isComplete || isStageEnd(state, learned)) {
      var random = context.random(SearchContext.Step.SAMPLE, state.getRound());
      var count = isComplete ? method.finalCandidates() : method.stageCandidates();
      var drawn = drawn(learned, context, random).limit(count);
      return Stream.concat(
              Stream.of(Proposal.score(learned.getDerived()).from("derived", Optional.empty())),
              drawn.map(genotype -> Proposal.score(genotype).from("drawn", Optional.empty())))
          .map(proposal -> proposal.with(weights).in(Optional.of(learned.getForm())))
          .toList();
    }
    var end = schedule().firstStep(schedule().stage(state.getSteps()) + 1);
    var steps = (int) Math.min(stepsPerRound, end - state.getSteps());
    return IntStream.range(0, replicas)
        .mapToObj(
            replica ->
                Proposal.train(weights, steps, replica, replicas)
                    .drawing(learned.getTensors())
                    .in(Optional.of(learned.getForm()))
                    .from("stage " + learned.getStage(), Optional.empty()))
        .toList();
  }

  private boolean isComplete(SearchState state) {
    return state.getSteps() >= schedule().steps();
  }

  /** Whether a stage has been trained to its end and its architectures wait for their scores. */
  private boolean isStageEnd(SearchState state, GradientState learned) {
    return method.stageCandidates() > 0
        && schedule().stage(state.getSteps()) > learned.getStage()
        && !isComplete(state);
  }

  @Override
  public Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    var evidence = Evidence.newBuilder().setRound(state.getRound()).setTrials(trials);
    if (isComplete(state)) {
      return evidence.setEnded("all " + schedule().epochs() + " epochs made").build();
    }
    if (areScores(trials)) {
      return evidence.build();
    }
    var trained = Replicas.of(trials);
    return evidence
        .setSurvivors(trained.indices())
        .setWeights(trained.weights(context.tensors()))
        .setTensors(trained.learned())
        .setEnded(trained.isEmpty() ? untrained(state, trials, context) : null)
        .build();
  }

  private @Nullable String untrained(SearchState state, List<Trial> trials, SearchContext context) {
    if (!diverged(trials)) {
      return null;
    }
    var again = methodState(state, context).getDivergedRounds() >= DIVERGED_ROUNDS_BORNE;
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
    var before = methodState(state, context);
    var trials = evidence.getTrials();
    if (areScores(trials)) {
      return isComplete(state) ? before : nextStage(state, before, context);
    }
    var diverged = diverged(trials) ? before.getDivergedRounds() + 1 : 0;
    var architecture = architecture(before);
    if (!Replicas.of(trials).isEmpty()) {
      architecture = architecture.with(evidence.getTensors());
    }
    var schedule = schedule();
    var stage = schedule.stage(state.getSteps() + steps(trials));
    if (stage > architecture.stage() && stage < method.stageEpochs().size()) {
      if (method.stageCandidates() > 0) {
        stage = architecture.stage();
      } else {
        architecture = method.next(architecture, context.space());
      }
    }
    return methodState(architecture, stage, diverged, context.space());
  }

  private static boolean areScores(List<Trial> trials) {
    return trials.stream().allMatch(trial -> trial.getTask() == Task.SCORE);
  }

  private GradientState nextStage(SearchState state, GradientState before, SearchContext context) {
    var architecture = method.next(architecture(before), context.space());
    var stage = schedule().stage(state.getSteps());
    return methodState(architecture, stage, before.getDivergedRounds(), context.space());
  }

  private GradientState methodState(SearchState state, SearchContext context) {
    var kept = MethodStates.of(state, GradientState.class);
    if (kept.isPresent()) {
      return kept.get();
    }
    var random = context.random(SearchContext.Step.MUTATE, BEFORE_THE_FIRST);
    return methodState(method.start(context.space(), random), 0, 0, context.space());
  }

  private GradientState methodState(
      ArchitectureParameters architecture, int stage, int diverged, SearchSpace space) {
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
  private ArchitectureParameters architecture(GradientState learned) {
    var stage = Math.min(learned.getStage(), method.stageEpochs().size() - 1);
    return new ArchitectureParameters(
        stage, new ArrayList<>(learned.getTensors()), learned.getForm());
  }

  @Override
  public Optional<DerivedArchitecture> derived(SearchState state, SearchContext context) {
    var learned = methodState(state, context);
    var space = context.space();
    var concentrations = Floats.list(method.concentrations(architecture(learned), space));
    return Optional.of(
        new DerivedArchitecture(
            Derivation.weights(learned.getOptionScores(), concentrations, space),
            learned.getDerived(),
            Derivation.skipConnects(learned.getDerived(), space),
            method.hasDistribution()
                ? drawn(
                        learned,
                        context,
                        context.random(SearchContext.Step.RECORD, state.getRound()))
                    .limit(DRAWN)
                    .toList()
                : List.of()));
  }

  private Stream<Genotype> drawn(
      GradientState learned, SearchContext context, RandomGenerator random) {
    var architecture = architecture(learned);
    var space = context.space();
    return Stream.generate(() -> method.drawn(architecture, space, random))
        .map(
            optionScores ->
                Derivation.of(optionScores, learned.getForm(), space, method.allowNoneInDerived()));
  }

  /**
   * Mean entropy of an edge (nats), {@code skip_connect} edges of the derived architecture, the
   * stage, the lowest and highest score of an option that is there, the epochs made, and what the
   * method shows.
   */
  @Override
  public List<Gauge> gauges(SearchState state, SearchContext context) {
    var learned = methodState(state, context);
    var space = context.space();
    var epochs = (double) state.getSteps() / stepsPerEpoch;
    return Stream.concat(
            Derivation.gauges(learned, space, epochs).stream(),
            method.gauges(architecture(learned), space, target(context)).stream())
        .toList();
  }
}
