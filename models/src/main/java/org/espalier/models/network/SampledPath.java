package org.espalier.models.network;

/**
 * One path through a supernet.
 *
 * @param options option of each decision
 * @param compared for {@link Supernet#compare}: whether the option at each position is run beside
 *     the path; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record SampledPath(int[] options, boolean[] compared) implements Sample {

  /** A path beside which nothing is run. */
  public SampledPath(int... options) {
    this(options, new boolean[0]);
  }
}
