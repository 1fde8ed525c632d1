package org.espalier.models.pickle;

/**
 * How much a pickle may ask for. Data sets are far below; what is above is made to do harm.
 *
 * @param bytes bytes read, unpacked
 * @param values values made and remembered
 * @param depth containers within containers
 * @param digits digits of an integer
 * @param seconds seconds of reading
 */
public record PickleLimits(long bytes, long values, int depth, int digits, int seconds) {

  private static final long MOST_VALUES = 4_000_000;
  private static final int DEEPEST = 32;
  private static final int MOST_DIGITS = 1_000;
  private static final int MOST_SECONDS = 120;

  /** The limits for a file of at most so many bytes, unpacked. */
  public static PickleLimits of(long bytes) {
    return new PickleLimits(bytes, MOST_VALUES, DEEPEST, MOST_DIGITS, MOST_SECONDS);
  }
}
