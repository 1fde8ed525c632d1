package org.espalier.dataprep.listing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Random numbers that can be drawn again in any language: SplitMix64, seeded from the run's seed
 * and a name.
 *
 * <p>The seed of a name is the first eight bytes, big-endian, of the SHA-256 of {@code "espalier\n"
 * + seed + "\n" + name} in UTF-8. A number below n is the first draw, taken as unsigned, that is at
 * least {@code 2^64 mod n}, modulo n: every number is equally likely.
 *
 * <p><b>Source:</b> Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014.
 */
public final class SeededShuffle {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private SeededShuffle(long state) {
    this.state = state;
  }

  /** The draws for a name. */
  public static SeededShuffle of(long seed, String name) {
    var text = "espalier\n" + seed + '\n' + name;
    return new SeededShuffle(
        ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).getLong());
  }

  /** The next number of 64 bits. */
  long next() {
    state += GOLDEN;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number in {@code [0, bound)}. */
  int below(int bound) {
    long least = Long.remainderUnsigned(-bound, bound);
    long drawn;
    do {
      drawn = next();
    } while (Long.compareUnsigned(drawn, least) < 0);
    return (int) Long.remainderUnsigned(drawn, bound);
  }

  /** Shuffles a list in place, from its end on (Fisher and Yates). */
  public void shuffle(List<?> list) {
    for (int last = list.size() - 1; last > 0; last--) {
      java.util.Collections.swap(list, last, below(last + 1));
    }
  }
}
