package org.espalier.transforms.evaluate;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.models.network.NetworkSettings;
import org.espalier.schemas.Genotype;
import org.espalier.transforms.method.Frame;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.Settings;
import org.espalier.transforms.method.SharedWeights;

/**
 * Scores by shared weights: a supernet is trained along random paths first, and an architecture's
 * score is the validation accuracy of its path, batch normalization by each batch's own statistics.
 *
 * @param network size of the supernet
 * @param images which images it sees
 * @param training how it is trained
 * @param scoringBatchSize images of a batch while scoring, at least 2: its statistics are the
 *     normalization
 * @param bfloat16 whether convolutions may be rounded to bfloat16
 * @param randomComparisons random architectures scored beside the one found, on held-out images, at
 *     least 1
 */
public record SupernetEvaluator(
    Size network,
    SupernetImages images,
    SupernetTraining training,
    int scoringBatchSize,
    boolean bfloat16,
    int randomComparisons)
    implements Evaluator {

  /**
   * Size of the supernet.
   *
   * @param channels channels of the first stage, at least 1; the benchmark's networks have 16
   * @param cellsPerStage cells of a stage, at least 1; the benchmark's networks have 5
   */
  public record Size(int channels, int cellsPerStage) implements Serializable {

    /** Checks the settings. */
    public Size {
      Settings.atLeast("channels", channels, 1);
      Settings.atLeast("cellsPerStage", cellsPerStage, 1);
    }
  }

  /** Checks the settings. */
  public SupernetEvaluator {
    Settings.atLeast("scoringBatchSize", scoringBatchSize, 2);
    Settings.atLeast("randomComparisons", randomComparisons, 1);
    Settings.check(
        training.batchSize() * training.replicas() <= images.train(),
        "training.batchSize",
        "at most a replica's share of the " + images.train() + " training images",
        training.batchSize());
    Settings.check(
        scoringBatchSize <= images.validation() && scoringBatchSize <= images.test(),
        "scoringBatchSize",
        "at most images.validation and images.test",
        scoringBatchSize);
  }

  @Override
  public String name() {
    return "supernet";
  }

  @Override
  public Scorer open(Frame frame) {
    Nb201Only.check("evaluator 'supernet'", frame);
    return new SupernetScorer(this, frame, images.load(frame.dataSet()));
  }

  @Override
  public SearchMethod around(SearchMethod method) {
    return new SharedWeights(
        method,
        training.steps(),
        training.warmUpSteps(),
        training.stepsPerRound(),
        training.replicas());
  }

  @Override
  public void exportChild(Genotype genotype, Optional<String> weights, Frame frame, Path folder) {
    try (var scorer = new SupernetScorer(this, frame, images.load(frame.dataSet()))) {
      scorer.exportChild(genotype, weights, folder);
    }
  }

  @Override
  public Evaluator absolute() {
    return new SupernetEvaluator(
        network, images.absolute(), training, scoringBatchSize, bfloat16, randomComparisons);
  }

  @Override
  public int heldOutComparisons() {
    return randomComparisons;
  }

  NetworkSettings settings(SupernetImages.Loaded loaded) {
    return new NetworkSettings(
        network.channels(),
        network.cellsPerStage(),
        false,
        images.settings(loaded.train().images()),
        training.optimizer());
  }
}
