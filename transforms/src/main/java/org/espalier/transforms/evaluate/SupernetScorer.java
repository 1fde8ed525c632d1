package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.models.network.ChildNetwork;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Metric;
import org.espalier.schemas.SupernetForm;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.device.Device;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SharedWeights;

/** Trains and scores with the supernet of this process, on its device. */
final class SupernetScorer implements Scorer {

  /** Each moves running statistics a tenth of the way: what is left of the start is below 1 %. */
  private static final int CALIBRATION_BATCHES = 50;

  private final SupernetEvaluator evaluator;
  private final SearchContext context;
  private final SupernetImages.Loaded images;
  private final LocalSteps steps;
  private final Device device = Device.own();
  private final LoadedSupernet supernet;

  SupernetScorer(
      SupernetEvaluator evaluator,
      SearchContext context,
      SupernetImages.Loaded images,
      LocalSteps steps) {
    this.evaluator = evaluator;
    this.context = context;
    this.images = images;
    this.steps = steps;
    this.supernet =
        new LoadedSupernet(
            evaluator.settings(images, context.space()),
            LoadOptions.defaults().withBfloat16(evaluator.bfloat16()),
            context);
  }

  @Override
  public Measurement measure(Candidate candidate) {
    return device.holding(
        () -> candidate.getTask() == Task.TRAIN ? train(candidate) : score(candidate));
  }

  private Passes passes(Candidate candidate) {
    return supernet.with(
        Optional.ofNullable(candidate.getForm()), Optional.ofNullable(candidate.getWeights()));
  }

  private Measurement train(Candidate candidate) {
    var passes = passes(candidate);
    // Whatever happens below, these weights are no longer those of the name.
    supernet.changing();
    var result = steps.take(candidate, passes);
    var dataSet = candidate.getDataSet();
    var metrics = new ArrayList<>(metrics(result.training(), dataSet, "train"));
    if (result.architecture().images() > 0) {
      metrics.addAll(metrics(result.architecture(), dataSet, "val"));
    }
    var tensors = new ArrayList<Tensor>(result.learned());
    tensors.add(touched(result.touched()));
    var finite = result.isFinite();
    return new Measurement(
        OptionalDouble.empty(),
        metrics,
        0,
        candidate.getSteps(),
        result.training().images(),
        tensors,
        finite ? Optional.of(supernet.keep()) : Optional.empty(),
        device.name(),
        finite
            ? Optional.empty()
            : Optional.of(
                "the training loss left the finite numbers; lower training.learningRate"));
  }

  private static Tensor touched(List<Float> counts) {
    var values = new float[counts.size()];
    for (var i = 0; i < values.length; i++) {
      values[i] = counts.get(i);
    }
    return FloatTensors.of(SharedWeights.TOUCHED, values);
  }

  private static List<Metric> metrics(Tally tally, String dataSet, String split) {
    return List.of(
        new Metric("loss", dataSet, split, 0, tally.loss()),
        new Metric("accuracy", dataSet, split, 0, tally.accuracy()));
  }

  private Measurement score(Candidate candidate) {
    var passes = passes(candidate);
    var choice = passes.only(encoding(candidate.getGenotype()));
    var part = candidate.getSplit().equals("test") ? images.test() : images.val();
    var batches = part.batches(evaluator.scoringBatchSize(), context.seed());
    var tally = new Tally();
    batches.forEachOnce(batch -> tally.add(passes.score(batch, choice)));
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
  void exportChild(
      Genotype genotype, Optional<String> weights, Optional<SupernetForm> form, Path folder) {
    var passes = supernet.with(form, weights);
    try (var child =
        ChildNetwork.open(
            evaluator.settings(images, context.space()),
            encoding(genotype),
            ProgramStore.ofUser(),
            LoadOptions.defaults(),
            context.seed())) {
      child.inherit(passes.layout(), passes.state());
      var batches = images.train().batches(evaluator.scoringBatchSize(), context.seed());
      for (var step = 0; step < CALIBRATION_BATCHES; step++) {
        child.calibrate(batches.batch(step));
      }
      child.export(folder);
    }
  }

  private static int[] encoding(Genotype genotype) {
    return genotype.getEncoding().stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public void close() {
    supernet.close();
  }
}
