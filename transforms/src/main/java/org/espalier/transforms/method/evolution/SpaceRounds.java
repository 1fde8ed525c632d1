package org.espalier.transforms.method.evolution;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.Settings;
import org.espalier.models.operation.MotifGenes;
import org.espalier.models.space.CellSpace;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.CellGroup;
import org.espalier.schemas.DrawnCell;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.SpaceState;
import org.espalier.schemas.SupernetForm;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.DerivedArchitecture;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.MethodStates;
import org.espalier.transforms.method.Proposal;
import org.espalier.transforms.method.Replicas;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchContext.Step;
import org.espalier.transforms.method.TrainingRounds;

/**
 * The rounds of AutoSpace. The first takes no step: it makes the weights that new cells start from.
 * Then each round is a generation: Sample proposes to train the cells that Mutate drew, Select
 * combines replicas, Mutate updates fitness, lets the least fit die, draws the next cells and puts
 * their weights together. Last, the fittest cell of every group is scored.
 *
 * @param settings what is evolved, and how
 * @param stepsPerRound optimizer steps of a generation, at least 1
 * @param replicas replicas trained side by side, at least 1
 */
record SpaceRounds(AutoSpace settings, int stepsPerRound, int replicas) implements TrainingRounds {
  private static final String CELLS = "cells";
  private static final CellSpace SPACE = new CellSpace();
  private static final MotifGenes CHEAPEST = MotifGenes.parse("0-00-2-12-12");

  /** Round whose Mutate makes what the first round begins with. */
  private static final int BEFORE_THE_FIRST = -1;

  /** Checks the settings. */
  SpaceRounds {
    Settings.atLeast("stepsPerRound", stepsPerRound, 1);
    Settings.atLeast("replicas", replicas, 1);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public long plannedSteps() {
    return (long) settings.generations() * stepsPerRound;
  }

  /**
   * Those of the fittest cells only: any other would be scored by tensors it was not trained on.
   */
  @Override
  public boolean hasWeightsOfAll() {
    return false;
  }

  @Override
  public boolean usesValidationImages() {
    return settings.alphaInterval() > 0;
  }

  @Override
  public void check(SearchSpace space, Target target) {
    var cells = Collections.nCopies(CellSpace.GROUPS, CHEAPEST);
    var least = SPACE.fixedMadds(target) + Arrays.stream(SPACE.madds(cells, target)).sum();
    Settings.check(
        settings.costWeight() == 0 || settings.costTarget() > least,
        "method.costTarget",
        "above %.0f, the multiply-adds of the cheapest cells".formatted(least),
        settings.costTarget());
  }

  @Override
  public Learner learner(Candidate candidate, SearchContext context) {
    var options = FloatTensors.values(candidate.getDistribution().get(0));
    var drawn =
        DrawnCells.of(
            IntStream.range(0, options.length).map(at -> (int) options[at]).toArray(),
            settings.cells());
    var alpha = new double[CellSpace.GROUPS * settings.cells()];
    var mixture = drawn.mixture(alpha, SPACE, Target.of(context.dataSet()));
    return new CellLearner(settings, stepsPerRound, drawn, mixture);
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var own = methodState(state, context);
    var form = Optional.of(own.getForm());
    if (own.getFresh() == null) {
      return List.of(
          Proposal.train(Optional.empty(), 0, 0, 1)
              .drawing(List.of(cells(own)))
              .in(form)
              .from("before the first generation", Optional.empty()));
    }
    var start = Optional.of(Objects.requireNonNull(own.getStart()));
    if (isComplete(own)) {
      return List.of(
          Proposal.score(SpaceReport.best(own, context))
              .with(start)
              .in(form)
              .from("fittest of every group", Optional.empty()));
    }
    return IntStream.range(0, replicas)
        .mapToObj(
            replica ->
                Proposal.train(start, stepsPerRound, replica, replicas)
                    .drawing(List.of(cells(own)))
                    .in(form)
                    .from("generation " + own.getGeneration(), Optional.empty()))
        .toList();
  }

  private boolean isComplete(SpaceState own) {
    return own.getGeneration() >= settings.generations();
  }

  private static Tensor cells(SpaceState own) {
    var options = drawn(own).options();
    var values = new float[options.length];
    for (var at = 0; at < options.length; at++) {
      values[at] = options[at];
    }
    return FloatTensors.of(CELLS, values);
  }

  private static DrawnCells drawn(SpaceState own) {
    return new DrawnCells(
        own.getGroups().stream()
            .map(
                group ->
                    group.getDrawn().stream()
                        .map(DrawnCell::getCell)
                        .map(MotifGenes::parse)
                        .toList())
            .toList());
  }

  @Override
  public Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    var evidence = Evidence.newBuilder().setRound(state.getRound()).setTrials(trials);
    var own = methodState(state, context);
    if (isComplete(own)) {
      return evidence
          .setWeights(own.getStart())
          .setEnded("all " + settings.generations() + " generations made")
          .build();
    }
    var trained = Replicas.of(trials);
    var took = trials.stream().anyMatch(trial -> trial.getSteps() > 0);
    return evidence
        .setSurvivors(trained.indices())
        .setWeights(trained.weights(context.tensors()))
        .setTensors(trained.learned())
        .setEnded(
            trained.isEmpty() && took
                ? "training diverged: lower evaluator.training.learningRate, or set its clipNorm"
                : null)
        .build();
  }

  @Override
  public Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    var before = methodState(state, context);
    var weights = evidence.getWeights();
    if (weights == null
        || evidence.getTrials().stream().allMatch(trial -> trial.getTask() == Task.SCORE)) {
      return before;
    }
    return before.getFresh() == null
        ? SpaceState.newBuilder(before).setFresh(weights).setStart(weights).build()
        : generation(before, state, evidence, weights, context);
  }

  private SpaceState generation(
      SpaceState before,
      SearchState state,
      Evidence evidence,
      String weights,
      SearchContext context) {
    var supernet = context.tensors().get(weights);
    var split = CellWeights.split(supernet);
    var random = context.random(Step.MUTATE, state.getRound());
    var alpha = alpha(evidence, random);
    var evolution = new CellEvolution(settings);
    var generation = before.getGeneration() + 1;
    var over = generation >= settings.generations();
    var groups =
        IntStream.range(0, CellSpace.GROUPS)
            .mapToObj(
                group -> {
                  var names =
                      IntStream.range(0, settings.cells())
                          .mapToObj(cell -> new CellWeights.Place(group, cell))
                          .map(place -> context.tensors().put(split.getOrDefault(place, List.of())))
                          .toList();
                  var first = group * settings.cells();
                  var own = Arrays.stream(alpha, first, first + settings.cells()).boxed().toList();
                  var members =
                      evolution.learned(
                          before.getGroups().get(group), own, names, before.getGeneration());
                  return over ? evolution.best(members) : evolution.drawing(members, random);
                })
            .toList();
    var mixture = drawn(before).mixture(alpha, SPACE, Target.of(context.dataSet()));
    return SpaceState.newBuilder(before)
        .setGeneration(generation)
        .setGroups(groups)
        .setStart(start(before, groups, supernet, context))
        .setExpectedMadds(mixture.expectedCost())
        .build();
  }

  /** What the generation has taught; random numbers where nothing was to be learned. */
  private double[] alpha(Evidence evidence, RandomGenerator random) {
    var learned = Floats.doubles(FloatTensors.values(evidence.getTensors().get(0)));
    return settings.alphaInterval() > 0
        ? learned
        : IntStream.range(0, learned.length).mapToDouble(at -> random.nextGaussian()).toArray();
  }

  /** The weights that the next generation starts from. */
  private static String start(
      SpaceState before, List<CellGroup> groups, List<Tensor> supernet, SearchContext context) {
    var own = new HashMap<CellWeights.Place, String>();
    for (var group = 0; group < groups.size(); group++) {
      var drawn = groups.get(group).getDrawn();
      for (var cell = 0; cell < drawn.size(); cell++) {
        var name = drawn.get(cell).getWeights();
        if (name != null) {
          own.put(new CellWeights.Place(group, cell), name);
        }
      }
    }
    var fresh = context.tensors().get(Objects.requireNonNull(before.getFresh()));
    return context.tensors().put(CellWeights.join(supernet, fresh, own, context.tensors()));
  }

  private SpaceState methodState(SearchState state, SearchContext context) {
    return MethodStates.of(state, SpaceState.class)
        .orElseGet(
            () -> {
              var random = context.random(Step.MUTATE, BEFORE_THE_FIRST);
              var evolution = new CellEvolution(settings);
              return SpaceState.newBuilder()
                  .setGroups(
                      Stream.generate(() -> evolution.start(random))
                          .limit(CellSpace.GROUPS)
                          .toList())
                  .setForm(
                      SupernetForm.newBuilder()
                          .setMixed(false)
                          .setParallel(settings.cells())
                          .build())
                  .build();
            });
  }

  @Override
  public Optional<DerivedArchitecture> derived(SearchState state, SearchContext context) {
    return Optional.of(SpaceReport.derived(methodState(state, context), context));
  }

  /** How alike the members are, how fit and how old, and what the last generation costs. */
  @Override
  public List<Gauge> gauges(SearchState state, SearchContext context) {
    return SpaceReport.gauges(methodState(state, context));
  }
}
