package org.espalier.models.space;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A phase of progressive shrinking: which parts of a supernet, whose layers share tensors, are
 * trained in it. Phases come in order, each with more parts than the one before.
 *
 * <p>Source: Cai et al. 2020, Once-for-All, ICLR, arXiv:1908.09791.
 */
public interface ShrinkPhase {

  /** What shrinks in it: {@code kernel}, {@code depth} or {@code expand}. */
  String kind();

  /** The encoding of a part drawn uniformly from those of the phase. */
  int[] draw(RandomGenerator random);

  /**
   * Expansions that the phases before it used, where channels are sorted by their importance before
   * it; empty where they are not.
   */
  List<Integer> sortedBy();
}
