package org.espalier.transforms.method;

import java.util.Optional;

/**
 * A search method that proposes architectures and learns from their scores. Its rounds are its own;
 * where an evaluator trains shared weights, rounds of training come before them.
 */
public interface CandidateMethod extends SearchMethod, RoundMethod {

  @Override
  String name();

  @Override
  default TrainingRounds withTraining(SharedTraining training) {
    return SharedWeights.before(this, training);
  }

  @Override
  default Optional<RoundMethod> withoutTraining() {
    return Optional.of(this);
  }
}
