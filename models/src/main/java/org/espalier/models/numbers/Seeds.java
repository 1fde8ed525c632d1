package org.espalier.models.numbers;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Seeds derived from a seed and a path of numbers, such as (run seed, round, index).
 *
 * <p>Each step of the path adds the number to the seed and applies the SplitMix64 finalizer, so
 * that neighbouring paths give unrelated seeds. Source: Steele, Lea, Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014, with Stafford's variant 13 of the constants.
 */
public final class Seeds {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** The seed at the end of a path. */
  public static long derive(long seed, long... path) {
    var derived = mix(seed + GOLDEN_GAMMA);
    for (var step : path) {
      derived = mix(derived * 31 + step * GOLDEN_GAMMA + GOLDEN_GAMMA);
    }
    return derived;
  }

  /** A generator started from the seed at the end of a path. */
  public static RandomGenerator random(long seed, long... path) {
    return new SplittableRandom(derive(seed, path));
  }

  /**
   * The generator of what has a name, such as a tensor: equal in all networks that share it.
   *
   * <p>The name's hash is spread by the generator's own mixing, not by a path's.
   */
  public static RandomGenerator named(long seed, String name) {
    return new SplittableRandom(seed * GOLDEN_GAMMA + name.hashCode());
  }

  private static long mix(long bits) {
    var mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
