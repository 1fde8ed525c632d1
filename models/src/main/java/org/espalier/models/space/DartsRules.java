package org.espalier.models.space;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which encodings of DARTS cells are architectures of a space, and how one leads to others: all in
 * which the spaces of these cells differ. Encodings have an operation for each of {@link
 * DartsGraph#EDGES}; those given have been checked.
 */
interface DartsRules {

  /** Number of encodings that are architectures. */
  BigInteger size();

  /** Whether every encoding is one. */
  boolean isUnconstrained();

  /**
   * Checks that operations that each exist are an architecture together.
   *
   * @throws IllegalArgumentException naming the node and the cell
   */
  void check(int[] encoding);

  /** An encoding drawn uniformly. */
  int[] random(RandomGenerator random);

  /** An operation on as many edges as may have it. */
  int[] everywhere(int operation);

  /** A neighbour drawn uniformly. */
  int[] mutate(int[] encoding, RandomGenerator random);

  /** All neighbours. */
  List<int[]> neighbours(int[] encoding);

  /** The encoding that a supernet's strengths amount to. */
  int[] derive(OptionScores optionScore);
}
