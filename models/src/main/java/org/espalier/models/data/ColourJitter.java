package org.espalier.models.data;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * Changes of brightness, contrast, saturation and hue, in an order drawn for each image.
 *
 * <p><b>Source:</b> torchvision's ColorJitter; here the hue turns about the grey axis of RGB, which
 * is a matrix, not through HSV.
 *
 * @param brightness factor in {@code [1 - brightness, 1 + brightness]}
 * @param contrast the same, about the image's mean grey
 * @param saturation the same, about each pixel's grey
 * @param hue turn in {@code [-hue, hue]}, in whole turns, at most 0.5
 */
public record ColourJitter(double brightness, double contrast, double saturation, double hue)
    implements Serializable {

  /** What CNAS and DrNAS train ImageNet with. */
  public static final ColourJitter IMAGENET = new ColourJitter(0.4, 0.4, 0.4, 0.2);

  private static final int STEPS = 4;
  private static final float[] GREY = {0.299f, 0.587f, 0.114f};

  /** Checks the ranges. */
  public ColourJitter {
    if (!(brightness >= 0 && brightness <= 1 && contrast >= 0 && contrast <= 1)
        || !(saturation >= 0 && saturation <= 1 && hue >= 0 && hue <= 0.5)) {
      throw new IllegalArgumentException(
          "brightness, contrast and saturation must be in [0, 1] and hue in [0, 0.5], were %s, %s, %s, %s"
              .formatted(brightness, contrast, saturation, hue));
    }
  }

  /** The image in other colours. */
  RgbImage apply(RgbImage image, SplittableRandom random) {
    var pixels = new float[image.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = image.pixels()[i] & 0xFF;
    }
    for (int step : Shuffle.shuffled(new int[] {0, 1, 2, 3}, random.nextLong())) {
      switch (step % STEPS) {
        case 0 -> mix(pixels, factor(brightness, random), 0);
        case 1 -> mix(pixels, factor(contrast, random), meanGrey(pixels));
        case 2 -> saturate(pixels, factor(saturation, random));
        default -> turn(pixels, hue == 0 ? 0 : random.nextDouble(-hue, hue));
      }
    }
    var changed = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      changed[i] = (byte) Math.round(pixels[i]);
    }
    return new RgbImage(image.width(), image.height(), changed);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static float factor(double width, SplittableRandom random) {
    return width == 0 ? 1 : (float) random.nextDouble(1 - width, 1 + width);
  }

  private static void mix(float[] pixels, float factor, float other) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = clamped(factor * pixels[i] + (1 - factor) * other);
    }
  }

  private static float grey(float[] pixels, int at) {
    return GREY[0] * pixels[at] + GREY[1] * pixels[at + 1] + GREY[2] * pixels[at + 2];
  }

  private static float meanGrey(float[] pixels) {
    double sum = 0;
    for (int at = 0; at < pixels.length; at += RgbImage.CHANNELS) {
      sum += grey(pixels, at);
    }
    return (float) (sum * RgbImage.CHANNELS / pixels.length);
  }

  private static void saturate(float[] pixels, float factor) {
    for (int at = 0; at < pixels.length; at += RgbImage.CHANNELS) {
      float grey = (1 - factor) * grey(pixels, at);
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        pixels[at + channel] = clamped(factor * pixels[at + channel] + grey);
      }
    }
  }

  /** Turns every colour about the grey axis (Rodrigues' rotation). */
  private static void turn(float[] pixels, double turns) {
    double cosine = StrictMath.cos(2 * Math.PI * turns);
    double sine = StrictMath.sin(2 * Math.PI * turns) / Math.sqrt(3);
    float same = (float) (cosine + (1 - cosine) / 3);
    float next = (float) ((1 - cosine) / 3 - sine);
    float last = (float) ((1 - cosine) / 3 + sine);
    for (int at = 0; at < pixels.length; at += RgbImage.CHANNELS) {
      float red = pixels[at];
      float green = pixels[at + 1];
      float blue = pixels[at + 2];
      pixels[at] = clamped(same * red + next * green + last * blue);
      pixels[at + 1] = clamped(last * red + same * green + next * blue);
      pixels[at + 2] = clamped(next * red + last * green + same * blue);
    }
  }

  private static float clamped(float value) {
    return Math.max(0, Math.min(255, value));
  }
}
