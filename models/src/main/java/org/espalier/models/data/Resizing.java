package org.espalier.models.data;

import java.io.Serializable;

/**
 * A size that images are brought to.
 *
 * @param width width in pixels; 0 where only the shorter side is given
 * @param height height in pixels; the shorter side where the width is 0
 * @param kernel how
 */
public record Resizing(int width, int height, Resampling kernel) implements Serializable {

  /** Largest side that can be asked for. */
  public static final int LARGEST = 8_192;

  /** Checks the ranges. */
  public Resizing {
    if (width < 0 || width > LARGEST || height < 1 || height > LARGEST) {
      throw new IllegalArgumentException(
          "a size must be in [1, %d], was %dx%d".formatted(LARGEST, width, height));
    }
  }

  /**
   * The shorter side gets this length, the other one keeps the proportions, rounded down as
   * torchvision's Resize does.
   */
  public static Resizing shorterSide(int side, Resampling kernel) {
    return new Resizing(0, side, kernel);
  }

  /** Exactly this size, proportions kept or not. */
  public static Resizing exact(int width, int height, Resampling kernel) {
    return new Resizing(width, height, kernel);
  }

  /** The image in its new size; the same object where it has it already. */
  public RgbImage apply(RgbImage image) {
    int newWidth = width > 0 ? width : side(image.width(), image.height());
    int newHeight = width > 0 ? height : side(image.height(), image.width());
    if (newWidth == image.width() && newHeight == image.height()) {
      return image;
    }
    return kernel == Resampling.AREA
        ? new AreaResizer(image.width(), image.height(), newWidth, newHeight).resize(image.pixels())
        : new FilterResizer(kernel).resize(image, newWidth, newHeight);
  }

  /** The new length of a side. */
  private int side(int side, int other) {
    return side <= other ? height : (int) Math.max(1, (long) side * height / other);
  }
}
