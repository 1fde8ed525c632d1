package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.models.network.RateSchedule;
import org.espalier.models.network.TrainedNetwork;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Metric;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.device.Device;
import org.espalier.transforms.images.ImageSubsets;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Replicas;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.supernet.LoadedArchitecture;
import org.espalier.transforms.supernet.NetworkSteps;
import org.espalier.transforms.supernet.NetworkSteps.Taken;
import org.espalier.transforms.supernet.Recipe;
import org.espalier.transforms.supernet.Tally;

/** Trains and scores the network of one architecture in this process, on its device. */
final class NetworkScorer implements Scorer {

  /** A loaded network with its working memory, as measured on small ones. */
  private static final long LOADED_BYTES = 1L << 30;

  private static final String DIVERGED =
      "the training loss is not finite; lower training.learningRate";

  private final Recipe recipe;
  private final NetworkSteps steps;
  private final int stepsPerEpoch;
  private final int scoringBatchSize;
  private final ImageSubsets images;
  private final LoadedArchitecture loaded;
  private final Device device = Device.own();

  NetworkScorer(
      Recipe recipe,
      RateSchedule schedule,
      int stepsPerEpoch,
      int scoringBatchSize,
      ImageSubsets images,
      LoadedArchitecture loaded) {
    this.recipe = recipe;
    this.steps = new NetworkSteps(recipe, schedule, stepsPerEpoch);
    this.stepsPerEpoch = stepsPerEpoch;
    this.scoringBatchSize = scoringBatchSize;
    this.images = images;
    this.loaded = loaded;
  }

  @Override
  public Measurement measure(Candidate candidate, SearchContext context) {
    return device.holding(
        () ->
            candidate.getTask() == Task.TRAIN
                ? train(candidate, context)
                : score(candidate, context));
  }

  private TrainedNetwork network(
      Genotype genotype, Optional<String> weights, SearchContext context) {
    return loaded.with(
        context.space().encoding(genotype), weights, context.seed(), context.tensors());
  }

  private Measurement train(Candidate candidate, SearchContext context) {
    var network =
        network(candidate.getGenotype(), Optional.ofNullable(candidate.getWeights()), context);
    // Whatever happens below, these weights are no longer those of the name.
    loaded.changing();
    var batches = images.train().batches(recipe.batchSize(), context.seed());
    var tally = steps.take(candidate, network, batches);
    var finite = tally.isFinite();
    var epoch = (int) (candidate.getFirstStep() / stepsPerEpoch) + 1;
    return new Measurement(
        OptionalDouble.empty(),
        metrics(tally, candidate.getDataSet(), "train", epoch),
        0,
        candidate.getSteps(),
        tally.images(),
        List.of(touched(network, candidate.getSteps())),
        finite ? Optional.of(loaded.keep(context.tensors())) : Optional.empty(),
        device.name(),
        finite ? Optional.empty() : Optional.of(DIVERGED));
  }

  /** Every step touches every tensor. */
  private static Tensor touched(TrainedNetwork network, int steps) {
    var counts = new float[network.layout().slices().size()];
    Arrays.fill(counts, steps);
    return FloatTensors.of(Replicas.TOUCHED, counts);
  }

  private Measurement score(Candidate candidate, SearchContext context) {
    var weights = Optional.ofNullable(candidate.getWeights());
    var network = network(candidate.getGenotype(), weights, context);
    var tally = pass(network, candidate.getSplit(), context.seed());
    var epochs = (int) (candidate.getFirstStep() / stepsPerEpoch);
    return new Measurement(
        OptionalDouble.of(tally.accuracy()),
        metrics(tally, candidate.getDataSet(), candidate.getSplit(), epochs),
        0,
        0,
        0,
        List.of(),
        weights,
        device.name(),
        tally.isFinite() ? Optional.empty() : Optional.of("the loss is not a finite number"));
  }

  /**
   * Trains the network of a candidate from fresh weights to the end of the recipe, then scores it.
   * Weights, order of the images and augmentation follow from the candidate's seed.
   */
  Measurement trainAndScore(Candidate candidate, SearchContext context) {
    return device.holding(
        () -> {
          var seed = candidate.getSeed();
          var encoding = context.space().encoding(candidate.getGenotype());
          var network = loaded.with(encoding, Optional.empty(), seed, context.tensors());
          loaded.changing();
          var batches = images.train().batches(recipe.batchSize(), seed);
          var trained = steps.takeAll(seed, network, batches);
          return trained.lastEpoch().isFinite()
              ? measured(candidate, trained, pass(network, candidate.getSplit(), context.seed()))
              : diverged(candidate, trained);
        });
  }

  private Measurement measured(Candidate candidate, Taken trained, Tally scored) {
    var dataSet = candidate.getDataSet();
    var metrics = new ArrayList<>(metrics(scored, dataSet, candidate.getSplit(), recipe.epochs()));
    metrics.addAll(metrics(trained.lastEpoch(), dataSet, "train", recipe.epochs()));
    return alone(
        trained,
        OptionalDouble.of(scored.accuracy()),
        List.copyOf(metrics),
        scored.isFinite() ? Optional.empty() : Optional.of("the loss is not a finite number"));
  }

  private Measurement diverged(Candidate candidate, Taken trained) {
    var epoch = (trained.steps() - 1) / stepsPerEpoch + 1;
    return alone(
        trained,
        OptionalDouble.empty(),
        metrics(trained.lastEpoch(), candidate.getDataSet(), "train", epoch),
        Optional.of(DIVERGED));
  }

  private Measurement alone(
      Taken trained, OptionalDouble score, List<Metric> metrics, Optional<String> divergence) {
    return new Measurement(
        score,
        metrics,
        0,
        trained.steps(),
        (long) trained.steps() * recipe.batchSize(),
        List.of(),
        Optional.empty(),
        device.name(),
        divergence);
  }

  private Tally pass(TrainedNetwork network, String split, long seed) {
    var subset = split.equals("test") ? images.test() : images.val();
    var tally = new Tally();
    subset.batches(scoringBatchSize, seed).forEachOnce(batch -> tally.add(network.evaluate(batch)));
    return tally;
  }

  private static List<Metric> metrics(Tally tally, String dataSet, String split, int epochs) {
    return List.of(
        new Metric("loss", dataSet, split, epochs, tally.loss()),
        new Metric("accuracy", dataSet, split, epochs, tally.accuracy()),
        new Metric("accuracy_top5", dataSet, split, epochs, tally.accuracyTop5()));
  }

  /** Writes the network with weights. */
  void export(Genotype genotype, Optional<String> weights, SearchContext context, Path folder) {
    device.holding(() -> network(genotype, weights, context).export(folder));
  }

  @Override
  public long bytes() {
    return LOADED_BYTES;
  }

  /** Waits for whoever holds the device: a network is never closed under a running step. */
  @Override
  public void close() {
    device.holding(
        () -> {
          loaded.close();
          return loaded;
        });
  }
}
