package org.espalier.models.space;

/** What follows a pooling in a DARTS cell; published methods differ in it. */
public enum PoolNorm {
  /** Nothing: DARTS, PC-DARTS and CNAS when they train from scratch. */
  NONE,
  /** Batch normalization without scale and shift: DrNAS, and the search of DARTS and CNAS. */
  PLAIN,
  /** Batch normalization with scale and shift: SNAS. */
  AFFINE
}
