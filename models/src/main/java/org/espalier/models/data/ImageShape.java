package org.espalier.models.data;

/**
 * What all images of a set share.
 *
 * @param height height of an image in pixels
 * @param width width of an image in pixels
 * @param channels colour channels of an image
 * @param classes number of classes
 */
public record ImageShape(int height, int width, int channels, int classes) {

  /** A square RGB image. */
  static ImageShape square(int side, int classes) {
    return new ImageShape(side, side, RgbImage.CHANNELS, classes);
  }

  /** Bytes of an image. */
  public int bytes() {
    return height * width * channels;
  }
}
