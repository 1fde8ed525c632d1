package org.espalier.transforms.evaluate;

import java.io.Serializable;
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

  /** The same with the paths of its files made absolute: workers run in folders of their own. */
  default Evaluator absolute() {
    return this;
  }

  /**
   * Random architectures to score beside the one found, on held-out data at the end; 0 where the
   * evaluator has no held-out data of its own.
   */
  default int heldOutComparisons() {
    return 0;
  }
}
