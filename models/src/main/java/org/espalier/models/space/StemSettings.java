package org.espalier.models.space;

/**
 * How images enter a network of DARTS cells.
 *
 * @param kind the convolutions between the images and the first cell
 * @param multiplier channels of what the first cell reads, by C, at least 1. Search networks have 3
 *     with either stem, as the code of DARTS, PC-DARTS and DrNAS has it; networks trained from
 *     scratch {@link Stem#multiplier}
 */
public record StemSettings(Stem kind, int multiplier) {

  /** Checks the ranges. */
  public StemSettings {
    if (multiplier < 1) {
      throw new IllegalArgumentException("stemMultiplier must be at least 1, was " + multiplier);
    }
  }

  /** As in networks trained from scratch. */
  public static StemSettings of(Stem kind) {
    return new StemSettings(kind, kind.multiplier());
  }
}
