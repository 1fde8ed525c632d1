package org.espalier.models.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Divisions of an image set into parts without an image in common. */
public final class RandomSplit {

  private RandomSplit() {}

  /**
   * Parts drawn at random, the same for the same arguments everywhere. A part does not depend on
   * the sizes of those after it.
   *
   * @param size images in the set
   * @param seed seed of the permutation
   * @param parts images of each part, at least 0, at most {@code size} in all
   * @return indices of the images of each part, in a random order
   */
  public static List<int[]> random(int size, long seed, int... parts) {
    long wanted = IntStream.of(parts).asLongStream().sum();
    if (IntStream.of(parts).anyMatch(part -> part < 0) || wanted > size) {
      throw new IllegalArgumentException(
          "parts must be at least 0 and at most %d in all, the number of images, were %s"
              .formatted(size, Arrays.toString(parts)));
    }
    var order = Shuffle.shuffled(IntStream.range(0, size).toArray(), seed);
    var dealt = new ArrayList<int[]>();
    int first = 0;
    for (int part : parts) {
      dealt.add(Arrays.copyOfRange(order, first, first + part));
      first += part;
    }
    return dealt;
  }
}
