package org.espalier.models.space;

/** The layers of the benchmark's full network, as they are counted. */
final class Nb201Network {

  private static final int STEM_CHANNELS = 16;
  private static final int STAGES = 3;
  private static final int CELLS_A_STAGE = 5;

  private Nb201Network() {}

  static Cost cost(int[] encoding, Target target, CountingRule rule) {
    int size = target.imageSize();
    if (size % 4 != 0) {
      throw new IllegalArgumentException(
          "imageSize must be a multiple of 4 for nb201, which halves it twice, was " + size);
    }
    var count = new LayerCount();
    int channels = STEM_CHANNELS;
    count.conv(3, target.imageChannels(), channels, size).norm(channels, size);
    for (int stage = 0; stage < STAGES; stage++) {
      if (stage > 0) {
        reduce(count, channels, size);
        channels *= 2;
        size /= 2;
      }
      for (int cell = 0; cell < CELLS_A_STAGE; cell++) {
        cell(count, encoding, channels, size);
      }
    }
    count.norm(channels, size).relu(channels, size).linear(channels, target.classes());
    return count.cost(rule);
  }

  /** The residual block that halves the image and doubles the channels. */
  private static void reduce(LayerCount count, int in, int size) {
    int out = 2 * in;
    int half = size / 2;
    count.relu(in, size).conv(3, in, out, half).norm(out, half);
    count.relu(out, half).conv(3, out, out, half).norm(out, half);
    count.conv(1, in, out, half);
  }

  private static void cell(LayerCount count, int[] encoding, int channels, int size) {
    for (int operation : encoding) {
      int kernel =
          switch (operation) {
            case Nb201Space.CONV_1X1 -> 1;
            case Nb201Space.CONV_3X3 -> 3;
            default -> 0;
          };
      if (kernel > 0) {
        count.relu(channels, size).conv(kernel, channels, channels, size).norm(channels, size);
      }
    }
  }
}
