package org.espalier.transforms.method;

import java.util.random.RandomGenerator;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.SearchSpace;

/**
 * What a method may see of its search: everything that stays the same from round to round.
 *
 * @param space the search space
 * @param dataSet the data set searched on, for example {@code cifar10}
 * @param seed seed of the run
 * @param tensors where arrays too large for the state are kept
 */
public record SearchContext(SearchSpace space, String dataSet, long seed, TensorStore tensors) {

  /** The steps of a round that draw random numbers, each from a stream of its own. */
  public enum Step {
    /** SampleSubspaces. */
    SAMPLE(-1),
    /** Select. */
    SELECT(-2),
    /** Mutate. */
    MUTATE(-3),
    /** What is recorded of a round and changes nothing. */
    RECORD(-4);

    // Candidates draw from streams 0 and up: steps use the negative ones.
    private final long stream;

    Step(long stream) {
      this.stream = stream;
    }
  }

  /** A fresh generator for one step of one round; the same arguments give the same numbers. */
  public RandomGenerator random(Step step, int round) {
    return Seeds.random(seed, round, step.stream);
  }
}
