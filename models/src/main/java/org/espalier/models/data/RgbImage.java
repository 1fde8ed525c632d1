package org.espalier.models.data;

import java.util.Arrays;

/** A decoded image: unsigned bytes, {@code [height, width, 3]}. */
public final class RgbImage {

  /** Channels of every image: red, green, blue. */
  public static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final byte[] pixels;

  /**
   * An image of these pixels, which are not copied.
   *
   * @param width width in pixels
   * @param height height in pixels
   * @param pixels {@code height * width * 3} bytes
   */
  public RgbImage(int width, int height, byte[] pixels) {
    if (pixels.length != Math.multiplyExact(Math.multiplyExact(width, height), CHANNELS)) {
      throw new IllegalArgumentException(
          "%dx%d pixels need %d bytes, got %d"
              .formatted(width, height, width * height * CHANNELS, pixels.length));
    }
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** The pixels, {@code [height, width, 3]}; not a copy. */
  public byte[] pixels() {
    return pixels;
  }

  /** A part of the image, copied. */
  public RgbImage crop(Window window) {
    if (window.x() == 0 && window.y() == 0 && window.covers(width, height)) {
      return this;
    }
    var part = new byte[window.width() * window.height() * CHANNELS];
    int row = window.width() * CHANNELS;
    for (int y = 0; y < window.height(); y++) {
      int from = ((window.y() + y) * width + window.x()) * CHANNELS;
      System.arraycopy(pixels, from, part, y * row, row);
    }
    return new RgbImage(window.width(), window.height(), part);
  }

  /** The image mirrored left to right. */
  public RgbImage flipped() {
    var mirrored = new byte[pixels.length];
    for (int y = 0; y < height; y++) {
      int from = y * width * CHANNELS;
      int to = from + (width - 1) * CHANNELS;
      for (int x = 0; x < width; x++, from += CHANNELS, to -= CHANNELS) {
        mirrored[to] = pixels[from];
        mirrored[to + 1] = pixels[from + 1];
        mirrored[to + 2] = pixels[from + 2];
      }
    }
    return new RgbImage(width, height, mirrored);
  }

  /**
   * The image as it was seen through the camera.
   *
   * @param orientation EXIF's: 1 to 8; 0 where nothing is known, which changes nothing
   */
  public RgbImage upright(int orientation) {
    if (orientation <= 1) {
      return this;
    }
    boolean turned = orientation >= 5;
    boolean fromRight =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean fromBelow =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    var result =
        new RgbImage(turned ? height : width, turned ? width : height, new byte[pixels.length]);
    for (int y = 0, at = 0; y < result.height; y++) {
      for (int x = 0; x < result.width; x++, at += CHANNELS) {
        int across = turned ? y : x;
        int down = turned ? x : y;
        int column = fromRight ? width - 1 - across : across;
        int row = fromBelow ? height - 1 - down : down;
        System.arraycopy(pixels, (row * width + column) * CHANNELS, result.pixels, at, CHANNELS);
      }
    }
    return result;
  }

  /**
   * A rectangle within an image, in pixels.
   *
   * @param x left edge
   * @param y upper edge
   * @param width width, at least 1
   * @param height height, at least 1
   */
  public record Window(int x, int y, int width, int height) {
    boolean covers(int imageWidth, int imageHeight) {
      return width == imageWidth && height == imageHeight;
    }

    /** The window of a size in the middle of an image. */
    static Window centre(int imageWidth, int imageHeight, int width, int height) {
      return new Window((imageWidth - width) / 2, (imageHeight - height) / 2, width, height);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RgbImage image
        && width == image.width
        && height == image.height
        && Arrays.equals(pixels, image.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(pixels);
  }

  @Override
  public String toString() {
    return "RgbImage " + width + "x" + height;
  }
}
