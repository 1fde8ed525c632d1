package org.espalier.models.data;

import java.io.Serializable;
import java.util.Locale;

/**
 * What is done to an image before a trained network is evaluated on it: the shorter side is brought
 * to a length, and the middle is cut out.
 *
 * <p><b>Source:</b> torchvision's {@code Resize} and {@code CenterCrop}, whose corner is half the
 * difference rounded to the nearest, half of an odd one to the even number.
 *
 * @param resize length of the shorter side, pixels
 * @param crop side of the square in the middle, pixels, at most {@code resize}
 * @param kernel how it is resized
 */
public record Preprocessing(int resize, int crop, Resampling kernel) implements Serializable {

  /** Checks the ranges. */
  public Preprocessing {
    if (crop < 1 || resize > Resizing.LARGEST || crop > resize) {
      throw new IllegalArgumentException(
          "resize must be in [1, %d] and crop in [1, resize], were %d and %d"
              .formatted(Resizing.LARGEST, resize, crop));
    }
  }

  /**
   * As published networks are evaluated: for 224 pixels the shorter side becomes 256, for others
   * the same share; images of small data sets keep their size.
   *
   * @param side side of what the network takes, pixels
   */
  public static Preprocessing published(int side) {
    boolean small = side < 64;
    return new Preprocessing(small ? side : Math.round(side * 8 / 7f), side, Resampling.BILINEAR);
  }

  /**
   * The image as the network is to see it, {@code crop} by {@code crop} pixels.
   *
   * @throws ArithmeticException where the resized image has more bytes than an array
   */
  public RgbImage apply(RgbImage image) {
    var resized = Resizing.shorterSide(resize, kernel).apply(image);
    return resized.crop(
        new RgbImage.Window(corner(resized.width()), corner(resized.height()), crop, crop));
  }

  private int corner(int side) {
    return (int) Math.rint((side - crop) / 2.0);
  }

  @Override
  public String toString() {
    return "shorter side %d (%s, antialiased), centre %d"
        .formatted(resize, kernel.name().toLowerCase(Locale.ROOT), crop);
  }
}
