package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.models.network.RateSchedule;
import org.espalier.models.network.Sample;
import org.espalier.models.network.Supernet;
import org.espalier.models.network.TrainedNetwork;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Metric;
import org.espalier.schemas.SupernetForm;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.device.Device;
import org.espalier.transforms.images.ImageSubsets;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Replicas;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.TrainingRounds;
import org.espalier.transforms.supernet.LoadedSupernet;
import org.espalier.transforms.supernet.SupernetTraining;
import org.espalier.transforms.supernet.Tally;
import org.espalier.transforms.supernet.TrainingSteps;
import org.jspecify.annotations.Nullable;

/** Trains and scores with the supernet of this process, on its device. */
final class SupernetScorer implements Scorer {

  /** Each moves running statistics a tenth of the way: what is left of the start is below 1 %. */
  private static final int CALIBRATION_BATCHES = 50;

  /** A loaded supernet with its working memory, as measured on small ones. */
  private static final long LOADED_BYTES = 1L << 30;

  private final TrainingRounds rounds;
  private final SupernetTraining training;
  private final RateSchedule schedule;
  private final int scoringBatchSize;
  private final ImageSubsets images;
  private final @Nullable Integer calibrationImages;
  private final LoadedSupernet supernet;
  private final LoadedSupernet teacher;
  private final Device device = Device.own();

  SupernetScorer(
      TrainingRounds rounds,
      SupernetTraining training,
      RateSchedule schedule,
      int scoringBatchSize,
      @Nullable Integer calibrationImages,
      ImageSubsets images,
      LoadedSupernet supernet,
      LoadedSupernet teacher) {
    this.rounds = rounds;
    this.training = training;
    this.schedule = schedule;
    this.scoringBatchSize = scoringBatchSize;
    this.images = images;
    this.calibrationImages = calibrationImages;
    this.supernet = supernet;
    this.teacher = teacher;
  }

  @Override
  public Measurement measure(Candidate candidate, SearchContext context) {
    return device.holding(
        () ->
            candidate.getTask() == Task.TRAIN
                ? train(candidate, context)
                : score(candidate, context));
  }

  private Supernet supernet(Candidate candidate, SearchContext context) {
    return supernet.with(
        Optional.ofNullable(candidate.getForm()),
        Optional.ofNullable(candidate.getWeights()),
        context.seed(),
        context.tensors());
  }

  private Measurement train(Candidate candidate, SearchContext context) {
    var open = supernet(candidate, context);
    // Whatever happens below, these weights are no longer those of the name.
    supernet.changing();
    var learner = rounds.learner(candidate, context);
    var result =
        new TrainingSteps(
                candidate,
                learner,
                open,
                teacher(candidate, context),
                training,
                schedule,
                images,
                context.seed())
            .take();
    var dataSet = candidate.getDataSet();
    var metrics = new ArrayList<>(metrics(result.training(), dataSet, "train"));
    if (result.architecture().images() > 0) {
      metrics.addAll(metrics(result.architecture(), dataSet, "val"));
    }
    var tensors = new ArrayList<Tensor>(result.learned());
    tensors.add(FloatTensors.of(Replicas.TOUCHED, result.touched()));
    var finite = result.isFinite();
    return new Measurement(
        OptionalDouble.empty(),
        metrics,
        0,
        candidate.getSteps(),
        result.training().images(),
        tensors,
        finite ? Optional.of(supernet.keep(context.tensors())) : Optional.empty(),
        device.name(),
        finite
            ? Optional.empty()
            : Optional.of("the training loss is not finite; lower training.learningRate"));
  }

  private Optional<Supernet> teacher(Candidate candidate, SearchContext context) {
    return Optional.ofNullable(candidate.getTeacher())
        .map(
            name ->
                teacher.with(
                    Optional.ofNullable(candidate.getForm()),
                    Optional.of(name),
                    context.seed(),
                    context.tensors()));
  }

  private static List<Metric> metrics(Tally tally, String dataSet, String split) {
    return List.of(
        new Metric("loss", dataSet, split, 0, tally.loss()),
        new Metric("accuracy", dataSet, split, 0, tally.accuracy()));
  }

  private Measurement score(Candidate candidate, SearchContext context) {
    var open = supernet(candidate, context);
    var sample = open.only(context.space().encoding(candidate.getGenotype()));
    var subset = candidate.getSplit().equals("test") ? images.test() : images.val();
    var tally = new Tally();
    var batches = subset.batches(scoringBatchSize, context.seed());
    if (calibrationImages == null) {
      batches.forEachOnce(batch -> tally.add(open.score(batch, sample)));
    } else {
      var statistics = statistics(open, sample, calibrationImages, context.seed());
      batches.forEachOnce(batch -> tally.add(open.score(batch, sample, statistics)));
    }
    return new Measurement(
        OptionalDouble.of(tally.accuracy()),
        metrics(tally, candidate.getDataSet(), candidate.getSplit()),
        0,
        0,
        0,
        List.of(),
        Optional.ofNullable(candidate.getWeights()),
        device.name(),
        tally.isFinite() ? Optional.empty() : Optional.of("the loss is not a finite number"));
  }

  /** Plain averages over batches of training images, as they are trained on. */
  private float[] statistics(Supernet open, Sample sample, int wanted, long seed) {
    var batches = images.train().batches(Math.min(scoringBatchSize, wanted), seed);
    int count = Math.max(1, wanted / batches.batchSize());
    var sums = new double[0];
    for (var step = 0; step < count; step++) {
      var statistics = open.statistics(batches.batch(step), sample);
      sums = sums.length == 0 ? new double[statistics.length] : sums;
      for (var i = 0; i < sums.length; i++) {
        sums[i] += statistics[i];
      }
    }
    var means = new float[sums.length];
    for (var i = 0; i < means.length; i++) {
      means[i] = (float) (sums[i] / count);
    }
    return means;
  }

  /** Writes the network with the weights it shares and running statistics of its own. */
  void export(
      Genotype genotype,
      Optional<String> weights,
      Optional<SupernetForm> form,
      SearchContext context,
      Path folder) {
    device.holding(
        () -> {
          var open = supernet.with(form, weights, context.seed(), context.tensors());
          return write(open, context.space().encoding(genotype), context.seed(), folder);
        });
  }

  private Path write(Supernet open, int[] encoding, long seed, Path folder) {
    try (var child =
        TrainedNetwork.open(
            supernet.settings(), encoding, ProgramStore.ofUser(), LoadOptions.defaults(), seed)) {
      child.inherit(open.layout(), open.state());
      var batches = images.train().batches(scoringBatchSize, seed);
      for (var step = 0; step < CALIBRATION_BATCHES; step++) {
        child.calibrate(batches.batch(step));
      }
      child.export(folder);
      return folder;
    }
  }

  @Override
  public long bytes() {
    return LOADED_BYTES;
  }

  /** Waits for whoever holds the device: a supernet is never closed under a running step. */
  @Override
  public void close() {
    device.holding(
        () -> {
          supernet.close();
          teacher.close();
          return supernet;
        });
  }
}
