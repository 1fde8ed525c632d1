package org.espalier.models.layer;

/**
 * What enters a network and how many classes leave it.
 *
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 * @param channels colour channels, at least 1
 * @param classes classes to tell apart, at least 2
 */
public record InputShape(int height, int width, int channels, int classes) {

  /** Checks the ranges. */
  public InputShape {
    if (height < 1 || width < 1 || channels < 1 || classes < 2) {
      throw new IllegalArgumentException(
          "images must have at least 1 × 1 pixels, 1 channel and 2 classes, have %d × %d, %d and %d"
              .formatted(height, width, channels, classes));
    }
  }

  /** The shorter of height and width, pixels. */
  public int shorterSide() {
    return Math.min(height, width);
  }
}
