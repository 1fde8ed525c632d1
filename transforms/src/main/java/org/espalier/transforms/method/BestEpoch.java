package org.espalier.transforms.method;

import java.util.Optional;
import org.espalier.schemas.RetrainState;
import org.espalier.schemas.SearchState;

/**
 * The epoch of a training from scratch with the best validation accuracy so far; the earlier of
 * equals.
 *
 * @param epoch the epoch, counted from 1
 * @param accuracy its validation accuracy, a fraction in [0, 1]
 * @param weights content name of its weights
 */
public record BestEpoch(int epoch, double accuracy, String weights) {

  /** What a state knows of it; empty before an epoch was validated. */
  public static Optional<BestEpoch> of(SearchState state) {
    return MethodStates.of(state, RetrainState.class)
        .filter(own -> own.getBestWeights() != null)
        .map(own -> new BestEpoch(own.getBestEpoch(), own.getBestAccuracy(), own.getBestWeights()));
  }
}
