package org.espalier.transforms.method.gradient;

import java.util.List;
import org.espalier.models.numbers.Settings;

/**
 * The steps of a search in epochs and stages. Everything counts from 0.
 *
 * @param stepsPerEpoch steps of an epoch, at least 1
 * @param stageEpochs epochs of each stage, each at least 1
 */
public record Schedule(int stepsPerEpoch, List<Integer> stageEpochs) {

  /** Checks the ranges. */
  public Schedule {
    Settings.atLeast("stepsPerEpoch", stepsPerEpoch, 1);
    Settings.atLeast("stages", stageEpochs.size(), 1);
    stageEpochs.forEach(epochs -> Settings.atLeast("epochs of a stage", epochs, 1));
    stageEpochs = List.copyOf(stageEpochs);
  }

  /** Steps of the whole search. */
  public long steps() {
    return firstStep(stageEpochs.size());
  }

  /** Epochs of the whole search. */
  public int epochs() {
    return stageEpochs.stream().mapToInt(Integer::intValue).sum();
  }

  /** First step of a stage; for the number of stages, the step after the last. */
  public long firstStep(int stage) {
    var epochs = stageEpochs.stream().limit(stage).mapToLong(Integer::longValue).sum();
    return epochs * stepsPerEpoch;
  }

  /** Stage of a step; the number of stages for steps after the last. */
  public int stage(long step) {
    var stage = 0;
    while (stage < stageEpochs.size() && step >= firstStep(stage + 1)) {
      stage++;
    }
    return stage;
  }

  /** Epoch of a step. */
  public int epoch(long step) {
    return Math.toIntExact(step / stepsPerEpoch);
  }

  /** Epoch of a step within its stage. */
  public int epochInStage(long step) {
    return epoch(step - firstStep(stage(step)));
  }
}
