package org.espalier.models.layer;

/** Numbers of channels of networks whose width is scaled. */
public final class ChannelCount {

  private static final int DIVISOR = 8;
  private static final double LEAST = 0.9;

  private ChannelCount() {}

  /**
   * The multiple of 8 nearest to a number of channels: at least 8, and not below nine tenths of it.
   *
   * <p>Source: {@code make_divisible} in the authors' code of MobileNetV2 and of all that follow.
   */
  public static int divisible(double channels) {
    int nearest = Math.max(DIVISOR, (int) (channels + DIVISOR / 2.0) / DIVISOR * DIVISOR);
    return nearest < LEAST * channels ? nearest + DIVISOR : nearest;
  }
}
