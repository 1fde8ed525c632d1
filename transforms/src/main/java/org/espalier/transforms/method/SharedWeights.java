package org.espalier.transforms.method;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.models.numbers.Settings;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Tensor;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/**
 * Any method with rounds put before it that train shared weights; what the method then proposes is
 * scored with those weights. The first steps go along the largest path only, the later ones along
 * paths drawn uniformly from the whole space: random paths alone take many times longer to agree on
 * what their shared tensors should do.
 *
 * <p>A training round is {@code stepsPerRound} local steps on each replica's shard of the data, and
 * Select combines the replicas per tensor. One replica is training as published.
 *
 * <p>Source: one-shot training by uniform sampling as Guo et al. 2020, "Single path one-shot neural
 * architecture search with uniform sampling", ECCV; the start from the largest network as Cai et
 * al. 2020, "Once-for-all", ICLR.
 *
 * @param method the method that searches
 * @param steps optimizer steps before it starts, at least 1
 * @param warmUpSteps the first of them, along the largest path, in [0, steps]
 * @param stepsPerRound steps of a round, at least 1
 * @param replicas shards trained side by side, at least 1
 */
public record SharedWeights(
    SearchMethod method, int steps, int warmUpSteps, int stepsPerRound, int replicas)
    implements SearchMethod {

  /**
   * Tensor of a training candidate: the probability of each operation at each decision, [decisions,
   * operations], row by row. Without it paths are uniform.
   */
  public static final String PATHS = "paths";

  /** Tensor of a training trial: the steps that touched each tensor of its weights, in order. */
  public static final String TOUCHED = "touched";

  /** Checks the settings. */
  public SharedWeights {
    Settings.atLeast("steps", steps, 1);
    Settings.check(
        warmUpSteps >= 0 && warmUpSteps <= steps, "warmUpSteps", "in [0, steps]", warmUpSteps);
    Settings.atLeast("stepsPerRound", stepsPerRound, 1);
    Settings.atLeast("replicas", replicas, 1);
  }

  @Override
  public String name() {
    return method.name();
  }

  @Override
  public long plannedSteps() {
    return steps;
  }

  @Override
  public List<Proposal> sample(SearchState state, SearchContext context) {
    var weights = Optional.ofNullable(state.getWeights());
    if (!trains(state)) {
      return method.sample(state, context).stream()
          .map(proposal -> proposal.with(weights))
          .toList();
    }
    var warming = state.getSteps() < warmUpSteps;
    var end = warming ? warmUpSteps : steps;
    var now = (int) Math.min(stepsPerRound, end - state.getSteps());
    List<Tensor> paths = warming ? List.of(largest(context)) : List.of();
    return IntStream.range(0, replicas)
        .mapToObj(replica -> Proposal.train(weights, now, replica, replicas).drawing(paths))
        .toList();
  }

  /** All probability on the largest path. */
  private static Tensor largest(SearchContext context) {
    var path = LargestPath.of(context.space(), context.dataSet());
    var operations = context.space().operations().size();
    var probabilities = new float[path.length * operations];
    for (var decision = 0; decision < path.length; decision++) {
      probabilities[decision * operations + path[decision]] = 1;
    }
    return FloatTensors.of(PATHS, probabilities);
  }

  private boolean trains(SearchState state) {
    return state.getSteps() < steps;
  }

  @Override
  public Evidence select(SearchState state, List<Trial> trials, SearchContext context) {
    if (!trains(state)) {
      return method.select(state, trials, context);
    }
    var trained = Replicas.of(trials);
    return Evidence.newBuilder()
        .setRound(state.getRound())
        .setTrials(trials)
        .setSurvivors(trained.indices())
        .setWeights(trained.weights(context.tensors()))
        .setEnded(trained.isEmpty() ? nothingLearned(state, trials) : null)
        .build();
  }

  /** Scores by weights that no training ever reached would mean nothing. */
  private @Nullable String nothingLearned(SearchState state, List<Trial> trials) {
    var after = state.getSteps() + trials.stream().mapToInt(Trial::getSteps).max().orElse(0);
    return state.getWeights() != null || after < steps
        ? null
        : "every round of training diverged or failed, so there are no weights to score with: lower"
            + " evaluator.training.learningRate, or set its clipNorm";
  }

  @Override
  public @Nullable Object mutate(SearchState state, Evidence evidence, SearchContext context) {
    return trains(state) ? state.getMethodState() : method.mutate(state, evidence, context);
  }

  @Override
  public List<Gauge> gauges(SearchState state) {
    return method.gauges(state);
  }
}
