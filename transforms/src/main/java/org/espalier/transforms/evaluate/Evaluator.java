package org.espalier.transforms.evaluate;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.method.RoundMethod;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchMethod;

/**
 * A way to score candidates. Implementations are records: their components are the settings, bound
 * straight from the configuration; {@link #open} makes the working object.
 */
public interface Evaluator extends Serializable {

  /** The name by which configurations ask for it, for example {@code table}. */
  String name();

  /**
   * The rounds of a method with this evaluator: the one place where the two meet.
   *
   * @throws IllegalArgumentException where they do not go together
   */
  default RoundMethod join(SearchMethod method) {
    return method
        .withoutTraining()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "method.name %s learns while shared weights are trained: evaluator.name must be supernet, was %s"
                        .formatted(method.name(), name())));
  }

  /**
   * Opens what scoring needs: reads tables, checks inputs. What is opened depends on neither seed
   * nor run.
   *
   * @param method the method of the search, as it was configured
   * @throws IllegalArgumentException naming the file or setting that is wrong and what to do
   */
  Scorer open(SearchMethod method, SearchSpace space, String dataSet);

  /** The same with the paths of its files made absolute: workers run in folders of their own. */
  default Evaluator absolute() {
    return this;
  }

  /**
   * Writes the network of an architecture as a SavedModel: with the weights its scores came from
   * where there are any, else the full network with fresh weights from the run's seed.
   *
   * @param state the search at its end
   * @param method the method of the search
   * @param folder where to; must not exist
   */
  default void export(
      Genotype genotype,
      SearchState state,
      SearchMethod method,
      SearchContext context,
      Path folder) {
    NetworkExport.untrained(
        genotype,
        context,
        NetworkExport.images(context.dataSet()),
        Optional.empty(),
        method.evaluationPools(),
        folder);
  }

  /** The file of the benchmark that it scores by, where it does. */
  default Optional<String> benchmarkFile() {
    return Optional.empty();
  }

  /**
   * Random architectures to score beside the one found, on held-out data at the end; 0 where the
   * evaluator has no held-out data of its own.
   */
  default int heldOutComparisons() {
    return 0;
  }

  /**
   * How far the multiply-adds of these may be from those of the one found, as a fraction of them;
   * empty for any distance.
   */
  default OptionalDouble heldOutTolerance() {
    return OptionalDouble.empty();
  }
}
