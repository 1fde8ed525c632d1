package org.espalier.models.graph;

/**
 * What a supernet of paths can do beyond what every supernet can; a graph has only what is asked
 * for, as each takes a pass of its own.
 *
 * @param givenStatistics whether it measures the statistics of batch normalizations, and scores by
 *     those that it is given
 * @param summedSteps whether the gradients of several paths are added up for one step, and paths
 *     learn from soft labels too
 */
public record SupernetExtras(boolean givenStatistics, boolean summedSteps) {

  /** Nothing beyond. */
  public static final SupernetExtras NONE = new SupernetExtras(false, false);
}
