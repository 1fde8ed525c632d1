package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.images.TrainingImages;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.supernet.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * Trains each architecture alone, from fresh weights to the end of the recipe, and scores it by its
 * validation accuracy, batch normalization by running statistics. A trial is a whole training:
 * workers share nothing, and an interrupted trial starts again.
 *
 * <p>At the end the architecture found is trained once more, and scored on held-out images beside
 * random ones trained alike.
 *
 * <p>Weights, the order of the images and augmentation follow from the candidate's seed, so an
 * architecture proposed twice is trained twice unless {@code constraints.deduplicate} is set.
 *
 * <p>Source: stand-alone training is what Yu et al., "Evaluating the search phase of neural
 * architecture search", ICLR 2020, compare shared weights with.
 *
 * @param network size of the networks
 * @param images which images they see; some of them for validation
 * @param training how each is trained, without {@code stepsPerRound} and {@code replicas}
 * @param scoringBatchSize images of a batch while scoring, at least 1
 * @param bfloat16 whether convolutions may be rounded to bfloat16
 * @param randomComparisons random architectures trained and scored beside the one found, on
 *     held-out images, at least 0; 0 for no check at the end
 * @param comparisonTolerance how far their multiply-adds may be from those of the one found, as a
 *     fraction of these, in (0, 1]; absent for any distance
 */
public record StandaloneEvaluator(
    SupernetSize network,
    TrainingImages images,
    Recipe training,
    int scoringBatchSize,
    boolean bfloat16,
    int randomComparisons,
    @Nullable Double comparisonTolerance)
    implements Evaluator {

  /** Checks the settings. */
  public StandaloneEvaluator {
    Settings.atLeast("images.val", images.val(), 1);
    Settings.atLeast("randomComparisons", randomComparisons, 0);
    absent("training.stepsPerRound", training.stepsPerRound());
    absent("training.replicas", training.replicas());
    Settings.check(
        comparisonTolerance == null || (comparisonTolerance > 0 && comparisonTolerance <= 1),
        "comparisonTolerance",
        "in (0, 1]",
        String.valueOf(comparisonTolerance));
    var each = new NetworkEvaluator(network, images, training, scoringBatchSize, bfloat16);
    Settings.check(
        (long) training.epochs() * each.stepsPerEpoch() <= Integer.MAX_VALUE,
        "training.epochs",
        "at most what takes 2^31 - 1 steps",
        training.epochs());
  }

  private static void absent(String setting, @Nullable Integer value) {
    Settings.check(
        value == null, setting, "absent: a trial is a whole training", String.valueOf(value));
  }

  @Override
  public String name() {
    return "standalone";
  }

  @Override
  public Scorer open(SearchMethod method, SearchSpace space, String dataSet) {
    var each = new NetworkEvaluator(network, images, training, scoringBatchSize, bfloat16);
    return new StandaloneScorer(each.open(space, dataSet, false));
  }

  /** Writes the full network with fresh weights: no trial keeps its own. */
  @Override
  public void export(
      Genotype genotype,
      SearchState state,
      SearchMethod method,
      SearchContext context,
      Path folder) {
    NetworkExport.untrained(
        genotype,
        context,
        images.settings(images.load(context.dataSet()).train().images()),
        network.stemKind(),
        training.poolNorm() == null ? method.evaluationPools() : training.pools(),
        folder);
  }

  @Override
  public StandaloneEvaluator absolute() {
    return new StandaloneEvaluator(
        network,
        images.absolute(),
        training,
        scoringBatchSize,
        bfloat16,
        randomComparisons,
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
