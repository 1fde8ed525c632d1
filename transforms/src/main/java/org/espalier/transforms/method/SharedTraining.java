package org.espalier.transforms.method;

import java.io.Serializable;
import java.util.Optional;
import org.espalier.models.numbers.Settings;
import org.jspecify.annotations.Nullable;

/**
 * How an evaluator trains shared weights, as far as methods plan with it.
 *
 * @param stepsPerEpoch optimizer steps of an epoch, at least 1
 * @param stepsPerRound steps of a round, at least 1
 * @param replicas replicas trained side by side, each on its share of the data, at least 1
 * @param pretrainingSettings what is trained before a {@link CandidateMethod} searches; null for
 *     methods that say themselves what each step runs
 */
public record SharedTraining(
    int stepsPerEpoch, int stepsPerRound, int replicas, @Nullable Pretraining pretrainingSettings)
    implements Serializable {

  /** Checks the ranges. */
  public SharedTraining {
    Settings.atLeast("stepsPerEpoch", stepsPerEpoch, 1);
    Settings.atLeast("stepsPerRound", stepsPerRound, 1);
    Settings.atLeast("replicas", replicas, 1);
  }

  /** What is trained before the method searches. */
  public Optional<Pretraining> pretraining() {
    return Optional.ofNullable(pretrainingSettings);
  }
}
