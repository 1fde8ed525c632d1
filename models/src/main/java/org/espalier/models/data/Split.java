package org.espalier.models.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A division of an image set into images to train on and images to validate on. Immutable. */
public final class Split {

  private final int[] train;
  private final int[] validation;

  private Split(int[] train, int[] validation) {
    this.train = train;
    this.validation = validation;
  }

  /**
   * A random division, the same for the same arguments everywhere.
   *
   * @param size images in the set, at least 1
   * @param validation images to validate on, in {@code [0, size)}
   * @param seed seed of the permutation
   */
  public static Split random(int size, int validation, long seed) {
    if (validation < 0 || validation >= size) {
      throw new IllegalArgumentException(
          "validation must be in [0, %d), the number of images, was %d"
              .formatted(size, validation));
    }
    var order = Shuffle.shuffled(IntStream.range(0, size).toArray(), seed);
    return new Split(
        Arrays.copyOfRange(order, validation, size), Arrays.copyOfRange(order, 0, validation));
  }

  /** Indices of the images to train on. */
  public int[] train() {
    return train.clone();
  }

  /** Indices of the images to validate on. */
  public int[] validation() {
    return validation.clone();
  }
}
