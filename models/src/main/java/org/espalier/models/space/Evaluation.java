package org.espalier.models.space;

import org.espalier.models.operation.PoolNorm;

/**
 * How methods differ in training from scratch what they found in a space of DARTS cells. Spaces
 * whose authors leave nothing open, such as nb201, are evaluated alike by all of them.
 *
 * @param pools what follows a pooling
 * @param auxiliaryWeight weight in the training loss of a second classifier after the second
 *     reduction, at least 0; 0.4 in DARTS, 0 for none. It is not part of the network that infers
 */
public record Evaluation(PoolNorm pools, float auxiliaryWeight) {

  /** Checks the ranges. */
  public Evaluation {
    if (!(auxiliaryWeight >= 0)) {
      throw new IllegalArgumentException(
          "auxiliaryWeight must be at least 0, was " + auxiliaryWeight);
    }
  }

  /** Without normalization after pools and without a second classifier: as sizes are counted. */
  public static Evaluation plain() {
    return of(PoolNorm.NONE);
  }

  /** Without a second classifier. */
  public static Evaluation of(PoolNorm pools) {
    return new Evaluation(pools, 0);
  }
}
