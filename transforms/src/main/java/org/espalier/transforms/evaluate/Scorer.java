package org.espalier.transforms.evaluate;

import org.espalier.schemas.Candidate;
import org.espalier.transforms.method.SearchContext;

/**
 * An opened evaluator. Safe for use by several threads; devices inside are leased one at a time.
 */
public interface Scorer extends AutoCloseable {

  /**
   * Trains or scores one candidate: a pure function of the candidate, the run's seed and the files
   * they refer to.
   *
   * @param context the run's seed, and where its tensors are kept
   * @throws RuntimeException where the evaluation failed; the round tries once more, then records
   *     it
   */
  Measurement measure(Candidate candidate, SearchContext context);

  /** Memory that it holds, bytes, about. */
  default long bytes() {
    return 0;
  }

  /** Releases what was opened, once nobody measures any more; closing twice does no harm. */
  @Override
  default void close() {}
}
