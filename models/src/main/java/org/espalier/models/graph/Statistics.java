package org.espalier.models.graph;

/** Where batch normalization takes mean and variance from. */
enum Statistics {
  /** From the batch. */
  BATCH,
  /** From the batch, which also moves the running statistics. */
  BATCH_AND_TRACK,
  /** From the running statistics. */
  RUNNING
}
