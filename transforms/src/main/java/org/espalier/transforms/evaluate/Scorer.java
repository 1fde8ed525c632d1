package org.espalier.transforms.evaluate;

import org.espalier.schemas.Candidate;

/**
 * An opened evaluator. Safe for use by several threads; devices inside are leased one at a time.
 */
public interface Scorer extends AutoCloseable {

  /**
   * Trains or scores one candidate: a pure function of the candidate and the files it refers to.
   *
   * @throws RuntimeException where the evaluation failed; the round tries once more, then records
   *     it
   */
  Measurement measure(Candidate candidate);

  @Override
  default void close() {}
}
