package org.espalier.models.graph;

import java.util.List;
import org.espalier.models.layer.InputShape;

/**
 * What the images are like and how they are augmented.
 *
 * @param height pixels, a positive multiple of 4
 * @param width pixels, a positive multiple of 4
 * @param planar whether images come as {@code [batch, channels, height, width]}, as in CIFAR's
 *     files, rather than {@code [batch, height, width, channels]}
 * @param mean mean of each channel, for pixels in [0, 1]; as many as channels
 * @param deviation standard deviation of each channel, for pixels in [0, 1], positive
 * @param cropPadding black pixels added on each side before a random crop back to size, at least 0
 * @param flip whether images are mirrored left to right with probability one half
 * @param cutout edge of a square set to the mean around a uniform centre, pixels; 0 for none
 * @param classes number of classes, at least 2
 */
public record ImageSettings(
    int height,
    int width,
    boolean planar,
    List<Float> mean,
    List<Float> deviation,
    int cropPadding,
    boolean flip,
    int cutout,
    int classes) {
  /** Checks the ranges. */
  public ImageSettings {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    check("height", height, height > 0 && height % 4 == 0, "a positive multiple of 4");
    check("width", width, width > 0 && width % 4 == 0, "a positive multiple of 4");
    check("mean", mean, !mean.isEmpty(), "one number a channel");
    check("deviation", deviation, deviation.size() == mean.size(), "as long as mean");
    check("deviation", deviation, deviation.stream().allMatch(d -> d > 0), "positive");
    check("cropPadding", cropPadding, cropPadding >= 0, "at least 0");
    check("cutout", cutout, cutout >= 0, "at least 0");
    check("classes", classes, classes >= 2, "at least 2");
  }

  /**
   * CIFAR-10 as NAS-Bench-201 trains on it: crop of a padding of 4, flips, no cutout, planar.
   *
   * <p>Source: statistics of AutoDL-Projects' CIFAR-10 loader, (125.3, 123.0, 113.9) and (63.0,
   * 62.1, 66.7) of 255.
   */
  public static ImageSettings cifar10() {
    return new ImageSettings(
        32,
        32,
        true,
        List.of(125.3f / 255, 123.0f / 255, 113.9f / 255),
        List.of(63.0f / 255, 62.1f / 255, 66.7f / 255),
        4,
        true,
        0,
        10);
  }

  /** The same images without augmentation. */
  public ImageSettings withoutAugmentation() {
    return new ImageSettings(height, width, planar, mean, deviation, 0, false, 0, classes);
  }

  /**
   * The same for images of another size.
   *
   * @param pixels height and width, a positive multiple of 4
   */
  public ImageSettings ofSize(int pixels) {
    return new ImageSettings(
        pixels, pixels, planar, mean, deviation, cropPadding, flip, cutout, classes);
  }

  /** Channels of an image. */
  public int channels() {
    return mean.size();
  }

  /** What enters a network for these images, and how many classes leave. */
  public InputShape input() {
    return new InputShape(height, width, channels(), classes);
  }

  /** Bytes of an image. */
  public int bytes() {
    return height * width * channels();
  }

  /** Shape of a batch of raw images, the batch open. */
  public long[] inputShape() {
    return planar
        ? new long[] {-1, channels(), height, width}
        : new long[] {-1, height, width, channels()};
  }

  private static void check(String name, Object value, boolean right, String range) {
    if (!right) {
      throw new IllegalArgumentException("%s must be %s, was %s".formatted(name, range, value));
    }
  }
}
