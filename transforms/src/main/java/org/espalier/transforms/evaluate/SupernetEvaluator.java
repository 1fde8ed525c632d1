package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.SupernetExtras;
import org.espalier.models.numbers.InputFile;
import org.espalier.models.numbers.Settings;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.models.weights.SupernetWeights;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.images.ImageSubsets;
import org.espalier.transforms.images.TrainingImages;
import org.espalier.transforms.method.RoundMethod;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.SharedTraining;
import org.espalier.transforms.method.StateReferences;
import org.espalier.transforms.method.TrainingRounds;
import org.espalier.transforms.supernet.LoadedSupernet;
import org.espalier.transforms.supernet.SupernetTraining;
import org.jspecify.annotations.Nullable;

/**
 * Scores by shared weights. A supernet is trained first, along random paths or as a gradient method
 * says; an architecture's score is the validation accuracy of its part of it, batch normalization
 * by each batch's own statistics or by those of training images.
 *
 * @param network size of the supernet
 * @param images which images it sees
 * @param training how it is trained
 * @param scoringBatchSize images of a batch while scoring, at least 2: its statistics are the
 *     normalization
 * @param bfloat16 whether convolutions may be rounded to bfloat16
 * @param randomComparisons random architectures scored beside the one found, on held-out images, at
 *     least 1
 * @param calibrationImages training images whose statistics, plain averages over batches of
 *     scoringBatchSize, are measured of each architecture before it is scored, and then fixed; at
 *     least 2, at most images.train, for methods that run paths; absent for the statistics of each
 *     batch that is scored
 * @param initialWeights file of weights that the supernet starts from, safetensors or a torch
 *     checkpoint: what {@code espalier weights export} writes of another search, or a supernet of
 *     Once-for-All; for methods that search with weights trained before; absent for random ones
 * @param comparisonTolerance how far the multiply-adds of the random architectures may be from
 *     those of the one found, as a fraction of these, in (0, 1]; absent for any distance
 */
public record SupernetEvaluator(
    SupernetSize network,
    TrainingImages images,
    SupernetTraining training,
    int scoringBatchSize,
    boolean bfloat16,
    int randomComparisons,
    @Nullable Integer calibrationImages,
    @InputFile @Nullable String initialWeights,
    @Nullable Double comparisonTolerance)
    implements Evaluator {

  /** Checks the settings. */
  public SupernetEvaluator {
    Settings.atLeast("images.val", images.val(), 1);
    Settings.atLeast("scoringBatchSize", scoringBatchSize, 2);
    Settings.atLeast("randomComparisons", randomComparisons, 1);
    Settings.check(
        training.batchSize() * training.replicas() <= images.train(),
        "training.batchSize",
        "at most a replica's share of the " + images.train() + " training images",
        training.batchSize());
    Settings.check(
        scoringBatchSize <= images.val() && scoringBatchSize <= images.test(),
        "scoringBatchSize",
        "at most images.val and images.test",
        scoringBatchSize);
    Settings.check(
        training.dropPath() == null || network.width() == null,
        "training.dropPath",
        "absent in a space of blocks, whose layers have no edges to drop",
        String.valueOf(training.dropPath()));
    if (calibrationImages != null) {
      Settings.check(
          calibrationImages >= 2 && calibrationImages <= images.train(),
          "calibrationImages",
          "in [2, " + images.train() + "], the training images",
          calibrationImages);
    }
    if (comparisonTolerance != null) {
      Settings.check(
          comparisonTolerance > 0 && comparisonTolerance <= 1,
          "comparisonTolerance",
          "in (0, 1]",
          comparisonTolerance);
    }
    var pretraining = training.pretraining();
    Settings.check(
        initialWeights == null || pretraining != null,
        "initialWeights",
        "absent without training.pretraining: methods that train weights while they search start from random ones",
        String.valueOf(initialWeights));
    Settings.check(
        pretraining == null || pretraining.steps() > 0 || initialWeights != null,
        "training.pretraining.steps",
        "at least 1 without initialWeights",
        0);
  }

  /** Scoring by the statistics of each batch. */
  public SupernetEvaluator(
      SupernetSize network,
      TrainingImages images,
      SupernetTraining training,
      int scoringBatchSize,
      boolean bfloat16,
      int randomComparisons) {
    this(
        network, images, training, scoringBatchSize, bfloat16, randomComparisons, null, null, null);
  }

  @Override
  public String name() {
    return "supernet";
  }

  @Override
  public RoundMethod join(SearchMethod method) {
    return trained(method);
  }

  private int stepsPerEpoch() {
    return images.train() / (training.batchSize() * training.replicas());
  }

  /** The rounds of a method that train the shared weights and score with them. */
  TrainingRounds trained(SearchMethod method) {
    return method.withTraining(
        new SharedTraining(
            stepsPerEpoch(),
            training.stepsPerRound(),
            training.replicas(),
            training.pretraining()));
  }

  @Override
  public Scorer open(SearchMethod method, SearchSpace space, String dataSet) {
    var rounds = trained(method);
    rounds.check(space, network.size());
    rounds.check(space, Target.of(dataSet));
    if (rounds.usesValidationImages()) {
      Settings.check(
          training.batchSize() * training.replicas() <= images.val(),
          "evaluator.training.batchSize",
          "at most a replica's share of the " + images.val() + " validation images",
          training.batchSize());
    }
    checkCalibration(method, space);
    return scorer(rounds, space, images.load(dataSet));
  }

  private void checkCalibration(SearchMethod method, SearchSpace space) {
    if (calibrationImages != null) {
      var form = method.form(space);
      Settings.check(
          !form.getMixed() && form.getParallel() == 1,
          "evaluator.calibrationImages",
          "absent with method %s, which runs several options of a decision at once: statistics are measured along a path"
              .formatted(method.name()),
          calibrationImages);
      Settings.check(
          space.measuresStatistics(),
          "evaluator.calibrationImages",
          "absent in space %s, whose paths cannot measure the statistics of every layer"
              .formatted(space.name()),
          calibrationImages);
    }
  }

  private SupernetScorer scorer(TrainingRounds rounds, SearchSpace space, ImageSubsets loaded) {
    var seen = images.settings(loaded.train().images());
    var settings =
        new NetworkSettings(
            space.searchNetwork(network.size(), seen.input()),
            seen,
            training.optimizer(),
            training.layers(),
            new SupernetExtras(
                calibrationImages != null,
                training.pretraining() != null && training.pretraining().sums()));
    var options = LoadOptions.defaults().withBfloat16(bfloat16);
    return new SupernetScorer(
        rounds,
        training,
        training.schedule(rounds.plannedSteps(), stepsPerEpoch()),
        scoringBatchSize,
        calibrationImages,
        loaded,
        new LoadedSupernet(settings, options, initialWeights(space, seen)),
        new LoadedSupernet(settings, options, null));
  }

  private @Nullable SupernetWeights initialWeights(SearchSpace space, ImageSettings seen) {
    return initialWeights == null
        ? null
        : SupernetWeights.read(Path.of(initialWeights), space, network.size(), seen.input());
  }

  @Override
  public void export(
      Genotype genotype,
      SearchState state,
      SearchMethod method,
      SearchContext context,
      Path folder) {
    var form = StateReferences.form(state);
    var loaded = images.load(context.dataSet());
    if (form.map(SupernetForm::getPartial).orElse(1) > 1) {
      // Operations that saw part of the channels have no weights for a network of their own.
      NetworkExport.untrained(
          genotype,
          context,
          images.settings(loaded.train().images()),
          network.stemKind(),
          method.evaluationPools(),
          folder);
      return;
    }
    try (var scorer = scorer(trained(method), context.space(), loaded)) {
      scorer.export(genotype, Optional.ofNullable(state.getWeights()), form, context, folder);
    }
  }

  @Override
  public SupernetEvaluator absolute() {
    return new SupernetEvaluator(
        network,
        images.absolute(),
        training,
        scoringBatchSize,
        bfloat16,
        randomComparisons,
        calibrationImages,
        initialWeights == null
            ? null
            : Path.of(initialWeights).toAbsolutePath().normalize().toString(),
        comparisonTolerance);
  }

  @Override
  public int heldOutComparisons() {
    return randomComparisons;
  }

  @Override
  public OptionalDouble heldOutTolerance() {
    return comparisonTolerance == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(comparisonTolerance);
  }
}
