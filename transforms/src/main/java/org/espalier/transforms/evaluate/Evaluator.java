package org.espalier.transforms.evaluate;

import java.io.Serializable;
import java.util.Optional;
import org.espalier.transforms.method.Frame;
import org.espalier.transforms.method.SearchMethod;

/**
 * A way to score candidates. Implementations are records: their components are the settings, bound
 * straight from the configuration; {@link #open} makes the working object.
 */
public interface Evaluator extends Serializable {

  /** The name by which configurations ask for it, for example {@code table}. */
  String name();

  /**
   * Opens what scoring needs: reads tables, checks inputs. Called once a process.
   *
   * @throws IllegalArgumentException naming the file or setting that is wrong and what to do
   */
  Scorer open(Frame frame);

  /**
   * The method with the rounds added that this evaluator needs, such as training shared weights.
   */
  default SearchMethod around(SearchMethod method) {
    return method;
  }

  /**
   * The best score there is on the data set, a fraction in [0, 1], where the evaluator knows it.
   */
  default Optional<Double> bestPossible(Scorer scorer, String dataSet) {
    return Optional.empty();
  }
}
