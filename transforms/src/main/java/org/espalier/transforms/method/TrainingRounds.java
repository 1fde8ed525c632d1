package org.espalier.transforms.method;

import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Candidate;

/** Rounds of which some train shared weights. */
public interface TrainingRounds extends RoundMethod {

  /** Whether architecture passes see validation images, as many as a step sees training images. */
  boolean usesValidationImages();

  /** True, unless a method proposes candidates when the weights are trained. */
  @Override
  default boolean endsWithTraining() {
    return true;
  }

  /** What says what the steps of a training candidate run, made for that candidate alone. */
  Learner learner(Candidate candidate, SearchContext context);

  /**
   * Checks the method against a space and the channels of the supernet's first cells.
   *
   * @throws IllegalArgumentException naming the setting, its value and the range
   */
  default void check(SearchSpace space, NetworkSize size) {}

  /**
   * Checks the method against the full networks of a space for a target.
   *
   * @throws IllegalArgumentException naming the setting, its value and the range
   */
  default void check(SearchSpace space, Target target) {}
}
