package org.espalier.models.data;

/**
 * Resizes along rows and along columns, with a filter that is widened where it shrinks: the
 * arithmetic of Pillow's {@code ImagingResample} for images of bytes, step by step, so that the
 * pixels are the same to the bit.
 *
 * <p><b>Source:</b> Pillow, {@code src/libImaging/Resample.c}.
 */
final class FilterResizer {

  /** Bits behind the point of a weight. */
  private static final int BITS = 32 - 8 - 2;

  private static final int HALF = 1 << (BITS - 1);
  private static final int CHANNELS = RgbImage.CHANNELS;

  private final boolean isCubic;

  FilterResizer(Resampling kernel) {
    this.isCubic = kernel == Resampling.BICUBIC;
  }

  /**
   * The image at another size.
   *
   * @throws ArithmeticException where it has more bytes than an array, before anything is reserved
   */
  RgbImage resize(RgbImage image, int width, int height) {
    bytes(height, Math.multiplyExact(width, CHANNELS));
    int shorter = image.height() - height;
    // As Pillow does since version 13: the order shows in the last bit of some pixels.
    boolean columnsFirst = shorter > 0 && shorter > 2 * (image.width() - width);
    return columnsFirst
        ? alongRows(alongColumns(image, height), width)
        : alongColumns(alongRows(image, width), height);
  }

  private RgbImage alongRows(RgbImage image, int width) {
    if (width == image.width()) {
      return image;
    }
    var taps = taps(image.width(), width);
    return new RgbImage(
        width, image.height(), alongRows(image.pixels(), image.height(), image.width(), taps));
  }

  private RgbImage alongColumns(RgbImage image, int height) {
    if (height == image.height()) {
      return image;
    }
    var taps = taps(image.height(), height);
    return new RgbImage(
        image.width(), height, alongColumns(image.pixels(), image.width() * CHANNELS, taps));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /**
   * What each place of a line is made from.
   *
   * @param first the first source of each place
   * @param count sources of each place
   * @param weights their weights, {@code most} a place
   * @param most sources of a place, at most
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Taps(int[] first, int[] count, int[] weights, int most) {
    int length() {
      return first.length;
    }
  }

  private Taps taps(int before, int after) {
    double scale = (double) before / after;
    double filterScale = Math.max(1, scale);
    double support = (isCubic ? 2.0 : 1.0) * filterScale;
    int most = (int) Math.ceil(support) * 2 + 1;
    var taps = new Taps(new int[after], new int[after], new int[after * most], most);
    var exact = new double[most];
    for (int place = 0; place < after; place++) {
      double centre = (place + 0.5) * scale;
      double sum = 0;
      double inverse = 1.0 / filterScale;
      int first = Math.max(0, (int) (centre - support + 0.5));
      int count = Math.min(before, (int) (centre + support + 0.5)) - first;
      for (int i = 0; i < count; i++) {
        exact[i] = filter((i + first - centre + 0.5) * inverse);
        sum += exact[i];
      }
      for (int i = 0; i < count; i++) {
        double share = sum == 0 ? exact[i] : exact[i] / sum;
        taps.weights[place * most + i] = (int) ((share < 0 ? -0.5 : 0.5) + share * (1 << BITS));
      }
      taps.first[place] = first;
      taps.count[place] = count;
    }
    return taps;
  }

  private double filter(double distance) {
    double x = Math.abs(distance);
    if (!isCubic) {
      return x < 1 ? 1 - x : 0;
    }
    double a = -0.5;
    if (x < 1) {
      return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  }

  private static byte[] alongRows(byte[] pixels, int rows, int width, Taps taps) {
    var result = new byte[bytes(rows, taps.length() * CHANNELS)];
    int at = 0;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < taps.length(); x++) {
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        int source = (y * width + taps.first[x]) * CHANNELS;
        int weights = x * taps.most;
        for (int i = 0; i < taps.count[x]; i++, source += CHANNELS) {
          int weight = taps.weights[weights + i];
          red += (pixels[source] & 0xFF) * weight;
          green += (pixels[source + 1] & 0xFF) * weight;
          blue += (pixels[source + 2] & 0xFF) * weight;
        }
        result[at++] = clipped(red);
        result[at++] = clipped(green);
        result[at++] = clipped(blue);
      }
    }
    return result;
  }

  private static byte[] alongColumns(byte[] pixels, int rowBytes, Taps taps) {
    var result = new byte[bytes(taps.length(), rowBytes)];
    var sums = new int[rowBytes];
    for (int y = 0; y < taps.length(); y++) {
      java.util.Arrays.fill(sums, HALF);
      for (int i = 0; i < taps.count[y]; i++) {
        add(pixels, (taps.first[y] + i) * rowBytes, taps.weights[y * taps.most + i], sums);
      }
      for (int x = 0; x < rowBytes; x++) {
        result[y * rowBytes + x] = clipped(sums[x]);
      }
    }
    return result;
  }

  private static void add(byte[] pixels, int from, int weight, int[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += (pixels[from + x] & 0xFF) * weight;
    }
  }

  private static int bytes(int rows, int rowBytes) {
    return Math.multiplyExact(rows, rowBytes);
  }

  private static byte clipped(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> BITS));
  }
}
