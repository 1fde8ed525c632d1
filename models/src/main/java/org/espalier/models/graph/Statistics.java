package org.espalier.models.graph;

/** Where batch normalization takes mean and variance from. */
enum Statistics {
  /** From the batch. */
  BATCH,
  /** From the batch, which also moves the running statistics. */
  BATCH_AND_TRACK,
  /** From the running statistics. */
  RUNNING,
  /** From the batch, whose moments are kept for others to be normalized by. */
  MEASURED,
  /** From the moments that the step is given. */
  GIVEN
}
