package org.espalier.transforms.evaluate;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.gradient.GradientMethod;

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
   * @param method the method of the search, as it was configured
   * @throws IllegalArgumentException naming the file or setting that is wrong and what to do
   */
  Scorer open(SearchContext context, SearchMethod method);

  /**
   * The method with the rounds added that this evaluator needs, such as training shared weights.
   *
   * @throws IllegalArgumentException where the two do not go together
   */
  default SearchMethod around(SearchMethod method) {
    if (method instanceof GradientMethod gradient) {
      throw gradient.noSupernet();
    }
    return method;
  }

  /** The same with the paths of its files made absolute: workers run in folders of their own. */
  default Evaluator absolute() {
    return this;
  }

  /**
   * Writes the network of an architecture as a SavedModel: with the weights its scores came from
   * where there are any, else the full benchmark network with fresh weights from the run's seed.
   *
   * @param state the search at its end
   * @param method the method of the search
   * @param folder where to; must not exist
   */
  default void exportChild(
      Genotype genotype,
      SearchState state,
      SearchMethod method,
      SearchContext context,
      Path folder) {
    ChildExport.fresh(genotype, context, ChildExport.images(context), Optional.empty(), folder);
  }

  /**
   * Random architectures to score beside the one found, on held-out data at the end; 0 where the
   * evaluator has no held-out data of its own.
   */
  default int heldOutComparisons() {
    return 0;
  }
}
