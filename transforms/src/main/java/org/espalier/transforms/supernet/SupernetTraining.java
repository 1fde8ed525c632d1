package org.espalier.transforms.supernet;

import java.io.Serializable;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.network.CosineSchedule;
import org.espalier.models.numbers.Settings;
import org.espalier.transforms.method.Pretraining;
import org.jspecify.annotations.Nullable;

/**
 * How shared weights are trained: stochastic gradient descent, the rate falling by a cosine over
 * all steps.
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
 *     at least 1 and fewer than all; absent for none
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
    @Nullable Integer learningRateWarmUpSteps)
    implements Serializable {

  /** Checks the settings. */
  public SupernetTraining {
    Settings.atLeast("stepsPerRound", stepsPerRound, 1);
    Settings.atLeast("replicas", replicas, 1);
    Settings.atLeast("batchSize", batchSize, 2);
    Settings.positive("learningRate", learningRate);
    Settings.between("minLearningRate", minLearningRate, 0, learningRate);
    Settings.check(momentum >= 0 && momentum < 1, "momentum", "in [0, 1)", momentum);
    Settings.check(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
    Settings.check(clipNorm >= 0, "clipNorm", "at least 0", clipNorm);
    Settings.check(
        labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing", "in [0, 1)", labelSmoothing);
    if (learningRateWarmUpSteps != null) {
      Settings.atLeast("learningRateWarmUpSteps", learningRateWarmUpSteps, 1);
    }
  }

  /**
   * The rate over all steps.
   *
   * @throws IllegalArgumentException if it rises all the time
   */
  public CosineSchedule schedule(long steps) {
    int warmUp = learningRateWarmUpSteps == null ? 0 : learningRateWarmUpSteps;
    Settings.check(
        warmUp < steps,
        "evaluator.training.learningRateWarmUpSteps",
        "below the " + steps + " steps of the training",
        warmUp);
    return new CosineSchedule(learningRate, minLearningRate, steps, warmUp);
  }

  /** The optimizer as the graph takes it. */
  public OptimizerSettings optimizer() {
    return new OptimizerSettings(
        (float) momentum,
        nesterov,
        (float) weightDecay,
        true,
        (float) clipNorm,
        (float) labelSmoothing);
  }
}
