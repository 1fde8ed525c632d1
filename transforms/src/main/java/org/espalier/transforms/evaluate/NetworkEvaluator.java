package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.layer.Network;
import org.espalier.models.numbers.Settings;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.space.Evaluation;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.images.ImageSubsets;
import org.espalier.transforms.images.TrainingImages;
import org.espalier.transforms.method.RoundMethod;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.SharedTraining;
import org.espalier.transforms.supernet.LoadedArchitecture;
import org.espalier.transforms.supernet.Recipe;

/**
 * Trains the network of one architecture from scratch, and scores it by running statistics.
 *
 * @param network size of the network
 * @param images which images it sees; without validation images no epoch is validated
 * @param training how it is trained
 * @param scoringBatchSize images of a batch while scoring, at least 1
 * @param bfloat16 whether convolutions may be rounded to bfloat16
 */
public record NetworkEvaluator(
    SupernetSize network,
    TrainingImages images,
    Recipe training,
    int scoringBatchSize,
    boolean bfloat16)
    implements Evaluator {

  /** Checks the settings. */
  public NetworkEvaluator {
    Settings.atLeast("scoringBatchSize", scoringBatchSize, 1);
    Settings.check(
        (images.val() == 0 || scoringBatchSize <= images.val())
            && scoringBatchSize <= images.test(),
        "scoringBatchSize",
        "at most images.val and images.test",
        scoringBatchSize);
    Settings.check(
        (long) training.batchSize() * training.replicaCount() <= images.train(),
        "training.batchSize",
        "at most %d, a replica's share of the %d training images"
            .formatted(images.train() / training.replicaCount(), images.train()),
        training.batchSize());
    Settings.check(
        network.elastic() == null || !network.elastic(),
        "network.elastic",
        "absent: a network of one architecture shares nothing",
        "true");
  }

  @Override
  public String name() {
    return "network";
  }

  @Override
  public RoundMethod join(SearchMethod method) {
    return method.withTraining(
        new SharedTraining(
            stepsPerEpoch(),
            training.stepsOfRound(stepsPerEpoch()),
            training.replicaCount(),
            null));
  }

  /** Optimizer steps of an epoch, on each replica. */
  public int stepsPerEpoch() {
    return images.train() / (training.batchSize() * training.replicaCount());
  }

  @Override
  public NetworkScorer open(SearchMethod method, SearchSpace space, String dataSet) {
    return open(space, dataSet, true);
  }

  /**
   * Opens it for any architectures of the space.
   *
   * @param cached whether exported programs stay in the user's cache
   */
  NetworkScorer open(SearchSpace space, String dataSet, boolean cached) {
    var loaded = images.load(dataSet);
    return new NetworkScorer(
        training,
        training.schedule(stepsPerEpoch()),
        stepsPerEpoch(),
        scoringBatchSize,
        loaded,
        new LoadedArchitecture(
            settings(space, loaded), LoadOptions.defaults().withBfloat16(bfloat16), cached));
  }

  private NetworkSettings settings(SearchSpace space, ImageSubsets loaded) {
    var seen = images.settings(loaded.train().images());
    var weight = training.auxiliaryWeight() == null ? 0 : training.auxiliaryWeight().floatValue();
    var how = new Evaluation(training.pools(), weight);
    check(how.equals(Evaluation.plain()) || space.heedsEvaluation(), how, space);
    var described = space.evaluationNetwork(network.size(), seen.input(), how);
    checkDropPath(described);
    return new NetworkSettings(described, seen, training.optimizer(), training.layers());
  }

  private static void check(boolean holds, Evaluation how, SearchSpace space) {
    var auxiliary = how.auxiliaryWeight() > 0;
    Settings.check(
        holds,
        "evaluator.training." + (auxiliary ? "auxiliaryWeight" : "poolNorm"),
        auxiliary
            ? "absent in space " + space.name() + ", whose networks have no second classifier"
            : "absent in space " + space.name() + ", whose networks are evaluated alike",
        auxiliary ? how.auxiliaryWeight() : how.pools().label());
  }

  private void checkDropPath(Network described) {
    Settings.check(
        training.dropPath() == null || training.dropPath() == 0 || described.dropsPaths(),
        "evaluator.training.dropPath",
        "absent: network " + described.name() + " drops no paths",
        String.valueOf(training.dropPath()));
  }

  /** Writes the network with the weights after the last round. */
  @Override
  public void export(
      Genotype genotype,
      SearchState state,
      SearchMethod method,
      SearchContext context,
      Path folder) {
    try (var scorer = open(method, context.space(), context.dataSet())) {
      scorer.export(genotype, Optional.ofNullable(state.getWeights()), context, folder);
    }
  }

  /** The same with another normalization after poolings. */
  public NetworkEvaluator withPools(PoolNorm pools) {
    return new NetworkEvaluator(
        network, images, training.withPools(pools), scoringBatchSize, bfloat16);
  }

  @Override
  public NetworkEvaluator absolute() {
    return new NetworkEvaluator(network, images.absolute(), training, scoringBatchSize, bfloat16);
  }
}
