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
    @Nullable String reportTable)
    implements Serializable {

  /** The same experiment from another seed. */
  public Experiment withSeed(long otherSeed) {
    return new Experiment(
        run, otherSeed, space, dataSet, method, evaluator, budget, constraints, reportTable);
  }
}
