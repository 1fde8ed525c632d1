package org.espalier.models.data;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is done to an image before a network sees it. All randomness comes from the seed given with
 * the image.
 *
 * @param side side of the square that comes out, in pixels
 * @param crop how a part of the image is chosen
 * @param flip whether half of the images are mirrored
 * @param jitter changes of colour; null for none
 * @param kernel how the part is resized
 */
public record Augmentation(
    int side, Crop crop, boolean flip, @Nullable ColourJitter jitter, Resampling kernel) {

  /** How a part of an image is chosen. */
  public enum Crop {
    /**
     * A part of 8 to 100 % of the area and of proportions 3:4 to 4:3.
     *
     * <p><b>Source:</b> Szegedy et al., Going deeper with convolutions, 2015, as torchvision's
     * RandomResizedCrop has it: ten tries, then the largest part in the middle.
     */
    RANDOM,
    /** The middle, after the shorter side was brought to 8/7 of the side: 256 for 224. */
    CENTRE
  }

  private static final int TRIES = 10;
  private static final double LEAST_AREA = 0.08;
  private static final double WIDEST = 4.0 / 3;

  /** Checks the range. */
  public Augmentation {
    if (side < 1 || side > Resizing.LARGEST) {
      throw new IllegalArgumentException(
          "side must be in [1, %d], was %d".formatted(Resizing.LARGEST, side));
    }
  }

  /** As the published networks are trained: random parts, as a rule mirrored half of the time. */
  public static Augmentation training(int side, boolean flip, @Nullable ColourJitter jitter) {
    return new Augmentation(side, Crop.RANDOM, flip, jitter, Resampling.AREA);
  }

  /** As they are tested: the middle. */
  public static Augmentation testing(int side) {
    return new Augmentation(side, Crop.CENTRE, false, null, Resampling.AREA);
  }

  /**
   * The image of a record as the network is to see it.
   *
   * @param seed seed of all that is random
   * @return an image of {@code side} by {@code side} pixels
   * @throws BadImageException if it cannot be decoded
   */
  public RgbImage apply(ImageExample example, long seed) throws BadImageException {
    var random = new SplittableRandom(seed);
    if (crop == Crop.CENTRE) {
      var resized = Resizing.shorterSide(Math.round(side * 8 / 7f), kernel).apply(whole(example));
      return changed(
          resized.crop(RgbImage.Window.centre(resized.width(), resized.height(), side, side)),
          random);
    }
    var part = part(example.width(), example.height(), random);
    return changed(Resizing.exact(side, side, kernel).apply(decoded(example, part)), random);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private RgbImage changed(RgbImage image, SplittableRandom random) {
    var mirrored = flip && random.nextBoolean() ? image.flipped() : image;
    return jitter == null ? mirrored : jitter.apply(mirrored, random);
  }

  /** The image as it is stored. */
  static RgbImage whole(ImageExample example) throws BadImageException {
    return example.format().equals("RAW")
        ? new RgbImage(example.width(), example.height(), example.image())
        : ImageCodec.ofProcess().decode(example.image());
  }

  private static RgbImage decoded(ImageExample example, RgbImage.Window part)
      throws BadImageException {
    if (example.format().equals("RAW")) {
      return whole(example).crop(part);
    }
    var bytes = example.image();
    return ImageCodec.ofProcess().decode(bytes, ImageHeader.of(bytes), part);
  }

  static RgbImage.Window part(int width, int height, SplittableRandom random) {
    double area = (double) width * height;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      double wanted = area * random.nextDouble(LEAST_AREA, 1);
      double ratio = Math.exp(random.nextDouble(-Math.log(WIDEST), Math.log(WIDEST)));
      int w = (int) Math.round(Math.sqrt(wanted * ratio));
      int h = (int) Math.round(Math.sqrt(wanted / ratio));
      if (w > 0 && w <= width && h > 0 && h <= height) {
        return new RgbImage.Window(
            random.nextInt(width - w + 1), random.nextInt(height - h + 1), w, h);
      }
    }
    int w = (int) Math.min(width, Math.round(height * WIDEST));
    int h = (int) Math.min(height, Math.round(width * WIDEST));
    return RgbImage.Window.centre(width, height, w, h);
  }
}
