package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.models.numbers.Floats;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.DerivedArchitecture;
import org.espalier.transforms.method.MethodStates;
import org.espalier.transforms.method.Proposal;
import org.espalier.transforms.method.RoundMethod;
import org.espalier.transforms.method.SearchContext;

/**
 * The rounds of CNAS without shared weights. A round scores {@code policy.samplesPerUpdate}
 * architectures and makes one update of them, an epoch of a stage; the last round of a stage scores
 * architectures drawn from what has been learned and derives the best of them.
 *
 * @param method the settings
 */
record PolicyRounds(Cnas method) implements RoundMethod {

  /** Round whose Mutate makes what the first round begins with. */
  private static final int BEFORE_THE_FIRST = -1;

  @Override
  public String name() {
    return method.name();
  }

  /** Where a round lies in the schedule. */
  private record Place(int stage, int epoch, boolean derives, boolean endsStage) {}

  private Place place(int round) {
    var epochs = method.warmUpEpochs() + method.epochs();
    var rounds = epochs + (method.stageCandidates() > 0 ? 1 : 0);
    var within = round % rounds;
    return new Place(round / rounds, within, within == epochs, within == rounds - 1);
  }

  private Schedule schedule() {
    return new Schedule(1, method.stageEpochs());
  }

  private long step(Place place) {
    return schedule().firstStep(place.stage()) + place.epoch();
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var place = place(state.getRound());
    if (place.stage() >= method.stages()) {
      return List.of();
    }
    var space = context.space();
    var architecture = architecture(methodState(state, context));
    var random = context.random(SearchContext.Step.SAMPLE, state.getRound());
    if (place.derives()) {
      var paths = method.paths(architecture, space, random, method.stageCandidates());
      return IntStream.range(0, paths.length)
          .mapToObj(
              i -> proposal(paths[i], place, " end " + i / method.candidatesPerDerivation(), space))
          .toList();
    }
    var learner = new CnasLearner(method, architecture, schedule(), space);
    return IntStream.range(0, learner.samples())
        .mapToObj(i -> proposal(learner.path(step(place), random), place, "", space))
        .toList();
  }

  private static Proposal proposal(int[] path, Place place, String part, SearchSpace space) {
    return Proposal.score(space.genotype(path))
        .from("stage " + place.stage() + part, Optional.empty());
  }

  @Override
  public Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    var place = place(state.getRound());
    var isLast = place.endsStage() && place.stage() == method.stages() - 1;
    return Evidence.newBuilder()
        .setRound(state.getRound())
        .setTrials(trials)
        .setEnded(isLast ? "all " + method.stages() + " stages made" : null)
        .build();
  }

  @Override
  public Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    var place = place(state.getRound());
    var space = context.space();
    var before = methodState(state, context);
    var architecture = architecture(before);
    var scored = evidence.getTrials().stream().filter(trial -> trial.getScore() != null).toList();
    var isWarmUp = place.epoch() < method.warmUpEpochs();
    var derived = Optional.<Genotype>empty();
    if (place.derives()) {
      derived = scored.stream().max(PolicyRounds::byScore).map(Trial::getGenotype);
    } else if (!isWarmUp && !scored.isEmpty()) {
      var learner = new CnasLearner(method, architecture, schedule(), space);
      var random = context.random(SearchContext.Step.SAMPLE, state.getRound());
      // Drawn again: a genotype may have moved what was decided.
      var drawn =
          IntStream.range(0, learner.samples())
              .mapToObj(sample -> learner.path(step(place), random))
              .toList();
      learner.update(
          scored.stream().map(trial -> drawn.get(trial.getIndex())).toArray(int[][]::new),
          scored.stream().mapToDouble(Trial::getScore).toArray());
      architecture = architecture.with(learner.tensors());
    }
    if (place.endsStage() && place.stage() < method.stages() - 1) {
      architecture = method.next(architecture, space);
    }
    return methodState(architecture, derived, space);
  }

  /** The first of equals is the larger one, so that ties go to the lower index. */
  private static int byScore(Trial one, Trial other) {
    var order = Double.compare(one.getScore(), other.getScore());
    return order != 0 ? order : Integer.compare(other.getIndex(), one.getIndex());
  }

  private GradientState methodState(SearchState state, SearchContext context) {
    return MethodStates.of(state, GradientState.class)
        .orElseGet(
            () -> {
              var random = context.random(SearchContext.Step.MUTATE, BEFORE_THE_FIRST);
              var start = method.start(context.space(), random);
              return methodState(start, Optional.empty(), context.space());
            });
  }

  private GradientState methodState(
      ArchitectureParameters architecture, Optional<Genotype> derived, SearchSpace space) {
    var optionScores = method.optionScores(architecture, space);
    return GradientState.newBuilder()
        .setStage(architecture.stage())
        .setTensors(architecture.tensors())
        .setForm(architecture.form())
        .setDerived(
            derived.orElseGet(() -> Derivation.of(optionScores, architecture.form(), space, true)))
        .setOptionScores(Floats.list(optionScores))
        .build();
  }

  private static ArchitectureParameters architecture(GradientState learned) {
    return new ArchitectureParameters(
        learned.getStage(), new ArrayList<>(learned.getTensors()), learned.getForm());
  }

  @Override
  public Optional<DerivedArchitecture> derived(SearchState state, SearchContext context) {
    var learned = methodState(state, context);
    return Optional.of(
        new DerivedArchitecture(
            Derivation.weights(learned.getOptionScores(), List.of(), context.space()),
            Objects.requireNonNull(learned.getDerived()),
            Derivation.skipConnects(learned.getDerived(), context.space()),
            List.of()));
  }

  /**
   * What is shown of all methods that learn, and of CNAS. A round is an epoch of a stage, unless it
   * derives: that makes none.
   */
  @Override
  public List<Gauge> gauges(SearchState state, SearchContext context) {
    var learned = methodState(state, context);
    var epochs = (double) step(place(state.getRound()));
    var gauges = new ArrayList<>(Derivation.gauges(learned, context.space(), epochs));
    gauges.addAll(method.gauges(architecture(learned), learned.getOptionScores(), context.space()));
    return gauges;
  }
}
