package org.espalier.models.data;

import java.util.SplittableRandom;

/** Orders that depend on nothing but a seed. */
final class Shuffle {

  private Shuffle() {}

  /** A seed for the part of a thing with a number, far from those of its neighbours. */
  static long derive(long seed, long part) {
    long mixed = finish(seed + 0x9E3779B97F4A7C15L);
    return finish(mixed ^ finish(part + 0xD1B54A32D192ED03L));
  }

  /** The same values in a random order: every order is equally likely (Fisher and Yates). */
  static int[] shuffled(int[] values, long seed) {
    var random = new SplittableRandom(seed);
    var shuffled = values.clone();
    for (int last = shuffled.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int value = shuffled[last];
      shuffled[last] = shuffled[other];
      shuffled[other] = value;
    }
    return shuffled;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): a bijection that spreads bits. */
  private static long finish(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
