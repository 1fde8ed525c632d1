package org.espalier.transforms.supernet;

import java.io.Serializable;
import org.espalier.models.graph.LayerSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.network.CosineSchedule;
import org.espalier.models.network.RateSchedule;
import org.espalier.models.numbers.Settings;
import org.espalier.transforms.method.Pretraining;
import org.jspecify.annotations.Nullable;

/**
 * How shared weights are trained: stochastic gradient descent, the rate falling by a cosine over
 * all steps unless the options have another schedule.
 *
 * @param pretraining what is trained before the method searches; absent for methods that say
 *     themselves what each step runs, and only for those
 * @param stepsPerRound steps of a round, at least 1
 * @param replicas replicas trained side by side, at least 1; 1 is training as published
 * @param batchSize images of a step, at least 2
 * @param learningRate rate of the first step, above 0
 * @param minLearningRate rate after the last step, in [0, learningRate]
 * @param momentum in [0, 1)
 * @param nesterov whether the momentum is Nesterov's
 * @param weightDecay at least 0
 * @param clipNorm largest norm of a step's gradient; 0 for any
 * @param labelSmoothing in [0, 1)
 * @param learningRateWarmUpSteps first steps, in which the rate rises to the cosine in equal parts,
 *     at least 1 and fewer than all; absent for none, and with a schedule of the options
 * @param dropPath probability of the output of an edge to be dropped for an image, in [0, 1), the
 *     same in all steps; in spaces of cells only, absent for 0
 * @param options in which recipes differ beside these numbers; absent for everything as PyTorch has
 *     it
 */
public record SupernetTraining(
    @Nullable Pretraining pretraining,
    int stepsPerRound,
    int replicas,
    int batchSize,
    double learningRate,
    double minLearningRate,
    double momentum,
    boolean nesterov,
    double weightDecay,
    double clipNorm,
    double labelSmoothing,
    @Nullable Integer learningRateWarmUpSteps,
    @Nullable Double dropPath,
    @Nullable TrainingOptions options)
    implements Serializable {

  /** Checks the settings. */
  public SupernetTraining {
    Settings.atLeast("stepsPerRound", stepsPerRound, 1);
    Settings.atLeast("replicas", replicas, 1);
    Settings.atLeast("batchSize", batchSize, 2);
    Settings.positive("learningRate", learningRate);
    Settings.between("minLearningRate", minLearningRate, 0, learningRate);
    Settings.belowOne("momentum", momentum);
    Settings.check(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
    Settings.check(clipNorm >= 0, "clipNorm", "at least 0", clipNorm);
    Settings.belowOne("labelSmoothing", labelSmoothing);
    if (learningRateWarmUpSteps != null) {
      Settings.atLeast("learningRateWarmUpSteps", learningRateWarmUpSteps, 1);
      Settings.check(
          options == null || options.schedule() == null,
          "learningRateWarmUpSteps",
          "absent with options.schedule, which has warmUpEpochs",
          learningRateWarmUpSteps);
    }
    if (dropPath != null) {
      Settings.belowOne("dropPath", dropPath);
    }
  }

  /** Without dropped paths, everything as PyTorch has it by default. */
  public SupernetTraining(
      @Nullable Pretraining pretraining,
      int stepsPerRound,
      int replicas,
      int batchSize,
      double learningRate,
      double minLearningRate,
      double momentum,
      boolean nesterov,
      double weightDecay,
      double clipNorm,
      double labelSmoothing,
      @Nullable Integer learningRateWarmUpSteps) {
    this(
        pretraining,
        stepsPerRound,
        replicas,
        batchSize,
        learningRate,
        minLearningRate,
        momentum,
        nesterov,
        weightDecay,
        clipNorm,
        labelSmoothing,
        learningRateWarmUpSteps,
        null,
        null);
  }

  /**
   * The rate over all steps; the first rate for ever where there are none.
   *
   * @param stepsPerEpoch steps of an epoch
   * @throws IllegalArgumentException if it rises all the time
   */
  public RateSchedule schedule(long steps, int stepsPerEpoch) {
    if (steps == 0) {
      return step -> (float) learningRate;
    }
    var named = optionsOrDefaults().schedule();
    if (named != null) {
      return named.schedule(learningRate, minLearningRate, steps, stepsPerEpoch);
    }
    int warmUp = learningRateWarmUpSteps == null ? 0 : learningRateWarmUpSteps;
    Settings.check(
        warmUp < steps,
        "evaluator.training.learningRateWarmUpSteps",
        "below the " + steps + " steps of the training",
        warmUp);
    return new CosineSchedule(learningRate, minLearningRate, steps, warmUp);
  }

  private TrainingOptions optionsOrDefaults() {
    return options == null ? TrainingOptions.DEFAULTS : options;
  }

  /** What the recipe sets about layers. */
  public LayerSettings layers() {
    return optionsOrDefaults().layers(dropPath == null ? 0 : dropPath);
  }

  /** The optimizer as the graph takes it. */
  public OptimizerSettings optimizer() {
    return new OptimizerSettings(
        (float) momentum,
        nesterov,
        (float) weightDecay,
        optionsOrDefaults().decayScope(),
        (float) clipNorm,
        (float) labelSmoothing,
        optionsOrDefaults().smoothing(),
        false);
  }
}
