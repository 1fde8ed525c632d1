package org.espalier.transforms.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.espalier.models.predictor.Predictor;
import org.espalier.models.predictor.PredictorSettings;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of a method whose proposals a predictor scores: shared weights are trained, a round
 * scores random architectures with them, a predictor learns from these, and then the method
 * searches by what it predicts. What was measured for it is not charged, and is not what the search
 * finds.
 *
 * <p>A tenth of the measured architectures is held back: gauge {@code predictor_tau} is Kendall's
 * rank correlation of prediction and measurement on them.
 *
 * <p>Source: DSM-NAS in the space of Once-for-All; training by its authors' code, pairs 9 to 1.
 *
 * @param rounds the rounds that train shared weights, and then search
 * @param pairs random architectures measured, at least 20
 * @param settings the predictor
 */
public record PredictedRounds(TrainingRounds rounds, int pairs, PredictorSettings settings)
    implements TrainingRounds {

  private static final String VALUES = "values";
  private static final String TAU = "tau";
  private static final int HELD_BACK = 10;
  private static final int FEWEST = 20;

  @Override
  public String name() {
    return rounds.name();
  }

  @Override
  public long plannedSteps() {
    return rounds.plannedSteps();
  }

  @Override
  public boolean endsWithTraining() {
    return false;
  }

  @Override
  public boolean hasWeightsOfAll() {
    return rounds.hasWeightsOfAll();
  }

  @Override
  public boolean usesValidationImages() {
    return rounds.usesValidationImages();
  }

  @Override
  public Learner learner(Candidate candidate, SearchContext context) {
    return rounds.learner(candidate, context);
  }

  @Override
  public void check(SearchSpace space, NetworkSize size) {
    rounds.check(space, size);
  }

  /** The predictor that is kept under a name. */
  public static Predictor predictor(
      String name, PredictorSettings settings, SearchContext context) {
    var values = FloatTensors.values(context.tensors().get(name).get(0));
    return new Predictor(context.space().options(), settings.hidden(), values);
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    if (measures(state)) {
      var random = context.random(SearchContext.Step.SAMPLE, state.getRound());
      return Stream.generate(() -> context.space().random(random))
          .limit(pairs)
          .map(genotype -> Proposal.score(genotype).from("measured", Optional.empty()).free())
          .map(proposal -> proposal.with(Optional.ofNullable(state.getWeights())))
          .toList();
    }
    var predictor = Optional.ofNullable(state.getPredictor());
    return rounds.sample(state, context).stream()
        .map(proposal -> proposal.task() == Task.SCORE ? proposal.predictedBy(predictor) : proposal)
        .toList();
  }

  private boolean measures(SearchState state) {
    return state.getSteps() >= plannedSteps() && state.getPredictor() == null;
  }

  @Override
  public Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    if (!measures(state)) {
      return rounds.select(state, trials, context);
    }
    var measured = trials.stream().filter(trial -> trial.getScore() != null).toList();
    var evidence = Evidence.newBuilder().setRound(state.getRound()).setTrials(trials);
    return measured.size() < FEWEST
        ? evidence
            .setEnded(
                "only %d of %d architectures could be measured for the predictor"
                    .formatted(measured.size(), pairs))
            .build()
        : evidence.setPredictor(trained(state, measured, context)).build();
  }

  private String trained(SearchState state, List<Trial> measured, SearchContext context) {
    var random = context.random(SearchContext.Step.SELECT, state.getRound());
    var encodings = new ArrayList<int[]>();
    measured.forEach(trial -> encodings.add(context.space().encoding(trial.getGenotype())));
    var scores = measured.stream().mapToDouble(Trial::getScore).toArray();
    // The architectures are random: the last are as good a sample as any.
    int learned = measured.size() - measured.size() / HELD_BACK;
    var predictor =
        Predictor.trained(
            context.space().options(),
            encodings.subList(0, learned),
            Arrays.copyOf(scores, learned),
            settings,
            random);
    var rest = Arrays.copyOfRange(scores, learned, scores.length);
    var predicted =
        encodings.subList(learned, scores.length).stream().mapToDouble(predictor::score).toArray();
    double tau =
        rest.length < 2 ? Double.NaN : new KendallsCorrelation().correlation(predicted, rest);
    return context
        .tensors()
        .put(
            List.of(
                FloatTensors.of(VALUES, predictor.values()), FloatTensors.of(TAU, (float) tau)));
  }

  @Override
  public @Nullable Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    return measures(state) ? state.getMethodState() : rounds.mutate(state, evidence, context);
  }

  @Override
  public boolean qualifies(SearchState state, Genotype genotype, SearchContext context) {
    return state.getPredictor() != null && rounds.qualifies(state, genotype, context);
  }

  @Override
  public List<Gauge> gauges(SearchState state, SearchContext context) {
    var gauges = new ArrayList<>(rounds.gauges(state, context));
    var name = state.getPredictor();
    if (name != null) {
      var tau = FloatTensors.values(context.tensors().get(name).get(1))[0];
      gauges.add(new Gauge("predictor_tau", (double) tau));
    }
    return gauges;
  }
}
