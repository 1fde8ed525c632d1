package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.models.network.ChildNetwork;
import org.espalier.models.network.Layout;
import org.espalier.models.network.Supernet;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Metric;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.device.Device;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Frame;
import org.espalier.transforms.method.LargestPath;
import org.espalier.transforms.method.Seeds;
import org.espalier.transforms.method.SharedWeights;
import org.jspecify.annotations.Nullable;

/**
 * The supernet of this process: loaded once, on the device of the process, its weights exchanged
 * for those each candidate names.
 */
final class SupernetScorer implements Scorer {

  /** Name of weights drawn from the seed, before any training. */
  private static final String FRESH = "fresh";

  /** Each moves running statistics a tenth of the way: what is left of the start is below 1 %. */
  private static final int CALIBRATION_BATCHES = 50;

  private final SupernetEvaluator evaluator;
  private final Frame frame;
  private final SupernetImages.Loaded images;
  private final Device device = Device.own();
  private @Nullable Supernet supernet;
  private String inside = "";

  SupernetScorer(SupernetEvaluator evaluator, Frame frame, SupernetImages.Loaded images) {
    this.evaluator = evaluator;
    this.frame = frame;
    this.images = images;
  }

  @Override
  public Measurement measure(Candidate candidate) {
    return device.holding(
        () -> candidate.getTask() == Task.TRAIN ? train(candidate) : score(candidate));
  }

  private Measurement train(Candidate candidate) {
    var network = network(candidate.getWeights());
    var layout = network.layout();
    var touched = new float[layout.slices().size()];
    var training = evaluator.training();
    var schedule = training.schedule();
    var part = images.train();
    var batches =
        part.batches(training.batchSize(), frame.seed())
            .shard(candidate.getShard(), candidate.getShards());
    var paths = Paths.of(candidate, frame.space());
    var largest = LargestPath.of(frame.space(), frame.dataSet());
    var tally = new Tally();
    // Whatever happens below, these weights are no longer those of the name.
    inside = "";
    for (var step = 0; step < candidate.getSteps() && tally.isFinite(); step++) {
      var at = candidate.getFirstStep() + step;
      var path =
          at % training.largestEvery() == 0
              ? largest
              : paths.draw(Seeds.random(candidate.getSeed(), step, 0));
      var seed = Seeds.derive(candidate.getSeed(), step, 1);
      tally.add(network.train(batches.batch(at), path, schedule.rate(at), seed));
      count(layout, path, touched);
    }
    return trained(candidate, network, tally, touched);
  }

  private Measurement trained(Candidate candidate, Supernet network, Tally tally, float[] touched) {
    var diverged = !tally.isFinite();
    var weights = diverged ? null : keep(network);
    return new Measurement(
        OptionalDouble.empty(),
        List.of(
            new Metric("loss", candidate.getDataSet(), "train", 0, tally.loss()),
            new Metric("accuracy", candidate.getDataSet(), "train", 0, tally.accuracy())),
        0,
        candidate.getSteps(),
        tally.images(),
        List.of(FloatTensors.of(SharedWeights.TOUCHED, touched)),
        Optional.ofNullable(weights),
        device.name(),
        diverged
            ? Optional.of("the training loss left the finite numbers; lower training.learningRate")
            : Optional.empty());
  }

  private static void count(Layout layout, int[] path, float[] touched) {
    for (var i = 0; i < touched.length; i++) {
      touched[i] += layout.slices().get(i).touchedBy(path) ? 1 : 0;
    }
  }

  private Measurement score(Candidate candidate) {
    var network = network(candidate.getWeights());
    var path = candidate.getGenotype().getEncoding().stream().mapToInt(Integer::intValue).toArray();
    var part = candidate.getSplit().equals("test") ? images.test() : images.validation();
    var batches = part.batches(evaluator.scoringBatchSize(), frame.seed());
    var tally = new Tally();
    for (var indices : batches.once()) {
      tally.add(network.score(batches.images().batch(indices), path));
    }
    return new Measurement(
        OptionalDouble.of(tally.accuracy()),
        List.of(
            new Metric(
                "accuracy", candidate.getDataSet(), candidate.getSplit(), 0, tally.accuracy()),
            new Metric("loss", candidate.getDataSet(), candidate.getSplit(), 0, tally.loss())),
        0,
        0,
        0,
        List.of(),
        Optional.ofNullable(candidate.getWeights()),
        device.name(),
        tally.isFinite() ? Optional.empty() : Optional.of("the loss is not a finite number"));
  }

  /** Writes the child with the weights it shares and running statistics of its own. */
  void exportChild(Genotype genotype, Optional<String> weights, Path folder) {
    var network = network(weights.orElse(null));
    var layout = network.layout();
    var state = network.state();
    try (var child =
        ChildNetwork.open(
            evaluator.settings(images),
            encoding(genotype),
            ProgramStore.ofUser(),
            LoadOptions.defaults(),
            frame.seed())) {
      child.inherit(layout, state);
      var batches = images.train().batches(evaluator.scoringBatchSize(), frame.seed());
      for (var step = 0; step < CALIBRATION_BATCHES; step++) {
        child.calibrate(batches.batch(step));
      }
      child.export(folder);
    }
  }

  private static int[] encoding(Genotype genotype) {
    return genotype.getEncoding().stream().mapToInt(Integer::intValue).toArray();
  }

  /** The supernet with the weights of a name. */
  private Supernet network(@Nullable String weights) {
    var open = supernet;
    if (open == null) {
      open =
          Supernet.open(
              evaluator.settings(images),
              ProgramStore.ofUser(),
              LoadOptions.defaults().withBfloat16(evaluator.bfloat16()),
              frame.seed());
      supernet = open;
      inside = FRESH;
    }
    var wanted = weights == null ? FRESH : weights;
    if (!inside.equals(wanted)) {
      open.assign(weights == null ? open.layout().initial(frame.seed()) : flat(open, weights));
      inside = wanted;
    }
    return open;
  }

  private float[] flat(Supernet network, String weights) {
    var state = new float[network.layout().size()];
    var offset = 0;
    for (var tensor : frame.tensors().get(weights)) {
      var values = FloatTensors.values(tensor);
      if (offset + values.length > state.length) {
        throw new IllegalStateException("weights " + weights + " are of another network");
      }
      System.arraycopy(values, 0, state, offset, values.length);
      offset += values.length;
    }
    return state;
  }

  private String keep(Supernet network) {
    var state = network.state();
    var tensors = new ArrayList<Tensor>();
    for (var slice : network.layout().slices()) {
      tensors.add(FloatTensors.of(slice.name(), state, slice.offset(), slice.size()));
    }
    inside = frame.tensors().put(tensors);
    return inside;
  }

  @Override
  public void close() {
    var open = supernet;
    if (open != null) {
      open.close();
      supernet = null;
    }
  }
}
