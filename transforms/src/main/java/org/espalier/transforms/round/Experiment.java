package org.espalier.transforms.round;

import java.io.Serializable;
import org.espalier.transforms.evaluate.Evaluator;
import org.espalier.transforms.method.SearchMethod;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides the trials of a search: equal experiments give equal trials.
 *
 * @param run name of the run
 * @param seed seed of the run
 * @param space name of the search space
 * @param dataSet data set searched on
 * @param method the search method with its settings
 * @param evaluator the evaluator with its settings
 * @param budget when the search ends
 * @param constraints which candidates are not evaluated
 * @param reportTable the benchmark table that architectures are looked up in for the record, which
 *     decides no trial; null without one
 * @param purpose what its candidates are for
 */
public record Experiment(
    String run,
    long seed,
    String space,
    String dataSet,
    SearchMethod method,
    Evaluator evaluator,
    Budget budget,
    Constraints constraints,
    @Nullable String reportTable,
    Purpose purpose)
    implements Serializable {

  /** Of a search. */
  public Experiment(
      String run,
      long seed,
      String space,
      String dataSet,
      SearchMethod method,
      Evaluator evaluator,
      Budget budget,
      Constraints constraints,
      @Nullable String reportTable) {
    this(
        run,
        seed,
        space,
        dataSet,
        method,
        evaluator,
        budget,
        constraints,
        reportTable,
        Purpose.SEARCH);
  }

  /** The same experiment from another seed. */
  public Experiment withSeed(long otherSeed) {
    return new Experiment(
        run,
        otherSeed,
        space,
        dataSet,
        method,
        evaluator,
        budget,
        constraints,
        reportTable,
        purpose);
  }
}
