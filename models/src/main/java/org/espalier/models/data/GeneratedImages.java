package org.espalier.models.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Images drawn by arithmetic: a shape or texture in one colour on a shaded ground in another, with
 * varying place, size, tilt, colours and noise. The figure is mostly, not always, lighter than its
 * ground, so that single pixels say little about the class: a network has to look at edges and how
 * they meet.
 *
 * <p>{@link StrictMath} and uniform draws only: the same seed gives the same bytes everywhere.
 */
final class GeneratedImages {

  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final double HALF = SIDE / 2.0;
  private static final List<Figure> FIGURES = List.of(Figure.values());
  private static final ImageShape SHAPE = new ImageShape(SIDE, SIDE, CHANNELS, FIGURES.size());
  private static final double SMALLEST_RADIUS = 7;
  private static final double LARGEST_RADIUS = 13;
  private static final double LARGEST_TILT = 0.3;
  private static final double LEAST_CONTRAST = 0.7;
  private static final double SHADING = 0.25;
  private static final double NOISE = 0.15;
  private static final double LIGHTER_INK = 0.9;

  private GeneratedImages() {}

  static ImageSet generate(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least 1, was " + size);
    }
    var pixels = ByteBuffer.allocateDirect(Math.multiplyExact(size, SHAPE.bytes()));
    var labels = new int[size];
    for (int index = 0; index < size; index++) {
      var random = new SplittableRandom(Shuffle.derive(seed, index));
      int label = random.nextInt(FIGURES.size());
      labels[index] = label;
      pixels.put(image(FIGURES.get(label), random));
    }
    return new ImagesInMemory(SHAPE, Normalization.GENERATED, pixels, labels);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static byte[] image(Figure figure, RandomGenerator random) {
    var placed = Placed.random(figure, random);
    var ground = colour(random);
    var ink = contrasting(ground, random);
    boolean swap = brightness(ink) < brightness(ground) && random.nextDouble() < LIGHTER_INK;
    if (swap) {
      var darker = ink;
      ink = ground;
      ground = darker;
    }
    double shadeX = random.nextDouble(-SHADING, SHADING);
    double shadeY = random.nextDouble(-SHADING, SHADING);
    var image = new byte[SHAPE.bytes()];
    int at = 0;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double cover = placed.cover(column + 0.5, row + 0.5);
        double shade = (shadeX * (column - HALF) + shadeY * (row - HALF)) / HALF;
        for (int channel = 0; channel < CHANNELS; channel++) {
          double value = ground[channel] + cover * (ink[channel] - ground[channel]);
          image[at++] = pixel(value + shade + random.nextDouble(-NOISE, NOISE));
        }
      }
    }
    return image;
  }

  /** A figure at a place in the image; cos and sin are those of its tilt, over its radius. */
  private record Placed(Figure figure, double radius, double x, double y, double cos, double sin) {

    static Placed random(Figure figure, RandomGenerator random) {
      double radius = random.nextDouble(SMALLEST_RADIUS, LARGEST_RADIUS);
      double slack = HALF - radius;
      double x = HALF + random.nextDouble(-slack, slack);
      double y = HALF + random.nextDouble(-slack, slack);
      double tilt = random.nextDouble(-LARGEST_TILT, LARGEST_TILT);
      double cos = StrictMath.cos(tilt) / radius;
      double sin = StrictMath.sin(tilt) / radius;
      return new Placed(figure, radius, x, y, cos, sin);
    }

    /** How much of the pixel around a point is ink, in [0, 1]. */
    double cover(double pointX, double pointY) {
      double right = pointX - x;
      double below = pointY - y;
      double outside = figure.distance(right * cos - below * sin, right * sin + below * cos);
      return Math.min(1, Math.max(0, 0.5 - outside * radius));
    }
  }

  private static byte pixel(double value) {
    return (byte) StrictMath.round(255 * Math.min(1, Math.max(0, value)));
  }

  private static double[] colour(RandomGenerator random) {
    return new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()};
  }

  private static double brightness(double[] colour) {
    return colour[0] + colour[1] + colour[2];
  }

  /** A colour far enough from another, by the sum over the channels. */
  private static double[] contrasting(double[] other, RandomGenerator random) {
    while (true) {
      var colour = colour(random);
      double contrast = 0;
      for (int channel = 0; channel < CHANNELS; channel++) {
        contrast += Math.abs(colour[channel] - other[channel]);
      }
      if (contrast >= LEAST_CONTRAST) {
        return colour;
      }
    }
  }
}
