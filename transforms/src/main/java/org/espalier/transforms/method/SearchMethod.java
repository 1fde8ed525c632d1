package org.espalier.transforms.method;

import java.io.Serializable;
import java.util.Optional;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.SupernetForm;

/**
 * A search method: what to try next, and what was learned.
 *
 * <p>There are two kinds. A {@link CandidateMethod} proposes architectures and learns from their
 * scores. A {@code GradientMethod} learns inside the steps that train shared weights. Either says
 * which rounds it makes of an evaluator that trains shared weights, and of one that does not.
 *
 * <p>Implementations are records: their components are the settings, bound straight from the
 * configuration, and nothing else is kept between calls. What a method carries from round to round
 * lies in {@code state.getMethodState()}.
 */
public interface SearchMethod extends Serializable {

  /** The name by which configurations ask for it, for example {@code dsm-nas}. */
  String name();

  /** Whether the method can search a space. */
  default boolean supports(SearchSpace space) {
    return true;
  }

  /**
   * Checks the settings against a space that the method can search.
   *
   * @throws IllegalArgumentException naming the setting, its value and the range
   */
  default void check(SearchSpace space) {}

  /**
   * Checks the settings against the space and the data set.
   *
   * @throws IllegalArgumentException naming the setting, its value and the range
   */
  default void check(SearchContext context) {}

  /**
   * The same method with the architectures that its settings name, by a published name or a file,
   * written out as text: what runs on workers reads no file, and the record of a run says what was
   * meant.
   *
   * @throws IllegalArgumentException naming the setting and what it cannot be read as
   */
  default SearchMethod resolved(SearchSpace space) {
    return this;
  }

  /**
   * The supernet that the method trains first, where one is trained: unless it says otherwise, one
   * option of each decision a step.
   */
  default SupernetForm form(SearchSpace space) {
    return SupernetForm.newBuilder().setMixed(false).build();
  }

  /** What follows a pooling in networks of what the method found, as its paper trains them. */
  default PoolNorm evaluationPools() {
    return PoolNorm.NONE;
  }

  /** The rounds that train shared weights, and score with them what the method proposes. */
  TrainingRounds withTraining(SharedTraining training);

  /** The rounds without shared weights; empty for a method that learns while they are trained. */
  Optional<RoundMethod> withoutTraining();
}
