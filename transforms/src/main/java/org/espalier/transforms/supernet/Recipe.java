package org.espalier.transforms.supernet;

import java.io.Serializable;
import org.espalier.models.graph.LayerSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.network.CosineSchedule;
import org.espalier.models.network.RateSchedule;
import org.espalier.models.numbers.Settings;
import org.espalier.models.operation.PoolNorm;
import org.jspecify.annotations.Nullable;

/**
 * How the network of one architecture is trained from scratch: stochastic gradient descent, the
 * rate falling by a cosine over all steps unless the options have another schedule.
 *
 * @param epochs epochs, at least 1; images left over at the end of one wait for the next
 * @param stepsPerRound most steps of a round, at least 1; no round lies in two epochs; absent for
 *     an epoch a round, and where a trial is a whole training
 * @param replicas replicas trained side by side and averaged after each round, at least 1; absent
 *     for 1, which is training as published, and where a trial is a whole training
 * @param batchSize images of a step, at least 2
 * @param learningRate highest rate, above 0
 * @param minLearningRate rate after the last step, in [0, learningRate]
 * @param momentum in [0, 1)
 * @param nesterov whether the momentum is Nesterov's
 * @param weightDecay at least 0
 * @param clipNorm largest norm of a step's gradient; 0 for any
 * @param labelSmoothing in [0, 1)
 * @param dropPath probability p of a path to be dropped, in [0, 1), reached along a line: p·e/E in
 *     epoch e, from 0, of E; absent for 0
 * @param auxiliaryWeight weight of a second classifier's loss, above 0; absent for none
 * @param poolNorm what follows a pooling, {@code none}, {@code plain} or {@code affine}; absent for
 *     what the method has that found the architecture, and for none
 * @param averageDecay what moving averages of the weights keep of themselves each step, in [0, 1),
 *     and less at the start: min(d, (1 + t)/(10 + t)); they are what is evaluated. Absent for no
 *     averages
 * @param options in which recipes differ beside these numbers; absent for everything as PyTorch has
 *     it
 */
public record Recipe(
    int epochs,
    @Nullable Integer stepsPerRound,
    @Nullable Integer replicas,
    int batchSize,
    double learningRate,
    double minLearningRate,
    double momentum,
    boolean nesterov,
    double weightDecay,
    double clipNorm,
    double labelSmoothing,
    @Nullable Double dropPath,
    @Nullable Double auxiliaryWeight,
    @Nullable String poolNorm,
    @Nullable Double averageDecay,
    @Nullable TrainingOptions options)
    implements Serializable {

  /** Checks the settings. */
  public Recipe {
    Settings.atLeast("epochs", epochs, 1);
    Settings.atLeast("stepsPerRound", stepsPerRound == null ? 1 : stepsPerRound, 1);
    Settings.atLeast("replicas", replicas == null ? 1 : replicas, 1);
    Settings.atLeast("batchSize", batchSize, 2);
    Settings.positive("learningRate", learningRate);
    Settings.between("minLearningRate", minLearningRate, 0, learningRate);
    Settings.belowOne("momentum", momentum);
    Settings.check(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
    Settings.check(clipNorm >= 0, "clipNorm", "at least 0", clipNorm);
    Settings.belowOne("labelSmoothing", labelSmoothing);
    Settings.belowOne("dropPath", dropPath == null ? 0 : dropPath);
    Settings.belowOne("averageDecay", averageDecay == null ? 0 : averageDecay);
    if (auxiliaryWeight != null) {
      Settings.positive("auxiliaryWeight", auxiliaryWeight);
    }
    pools(poolNorm);
  }

  /** Replicas trained side by side. */
  public int replicaCount() {
    return replicas == null ? 1 : replicas;
  }

  /**
   * Most steps of a round.
   *
   * @param stepsPerEpoch steps of an epoch
   */
  public int stepsOfRound(int stepsPerEpoch) {
    return stepsPerRound == null ? stepsPerEpoch : stepsPerRound;
  }

  /** What follows a pooling. */
  public PoolNorm pools() {
    return pools(poolNorm);
  }

  /** The same with what follows a pooling. */
  public Recipe withPools(PoolNorm pools) {
    return new Recipe(
        epochs,
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
        dropPath,
        auxiliaryWeight,
        pools.label(),
        averageDecay,
        options);
  }

  private static PoolNorm pools(@Nullable String name) {
    return name == null
        ? PoolNorm.NONE
        : Settings.named("poolNorm", name, PoolNorm.values(), PoolNorm::label);
  }

  /**
   * The rate of each step.
   *
   * @param stepsPerEpoch steps of an epoch
   * @throws IllegalArgumentException naming what is longer than the training
   */
  public RateSchedule schedule(int stepsPerEpoch) {
    long steps = (long) epochs * stepsPerEpoch;
    var named = optionsOrDefaults().schedule();
    return named == null
        ? new CosineSchedule(learningRate, minLearningRate, steps)
        : named.schedule(learningRate, minLearningRate, steps, stepsPerEpoch);
  }

  /** Probability of a path to be dropped in an epoch, counted from 0. */
  public float dropPath(long epoch) {
    return dropPath == null ? 0 : (float) (dropPath * epoch / epochs);
  }

  /** What averages keep of themselves in a step, counted from 0. */
  public float averageDecay(long step) {
    return averageDecay == null ? 0 : (float) Math.min(averageDecay, (1.0 + step) / (10.0 + step));
  }

  /** What the recipe sets about layers. */
  public LayerSettings layers() {
    return optionsOrDefaults().layers(0);
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
        averageDecay != null);
  }

  private TrainingOptions optionsOrDefaults() {
    return options == null ? TrainingOptions.DEFAULTS : options;
  }
}
