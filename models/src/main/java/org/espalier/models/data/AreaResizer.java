package org.espalier.models.data;

import java.util.Arrays;

/**
 * Gives each pixel the mean of what it covers, first along columns, then along rows. The three
 * channels of a pixel travel in one long, 21 bits each, so that one multiplication weighs all of
 * them; integers only, so that every machine gives the same pixels.
 */
final class AreaResizer {

  private static final int LANE = 21;
  private static final long ONES = 1L | (1L << LANE) | (1L << (2 * LANE));
  private static final long LANES_OF_BYTES = 0xFF * ONES;
  private static final long HALF = (1L << (AreaTaps.BITS - 1)) * ONES;

  private final AreaTaps columns;
  private final AreaTaps rows;
  private final int widthBefore;
  private final int width;
  private final int height;

  AreaResizer(int widthBefore, int heightBefore, int width, int height) {
    this.columns = AreaTaps.of(heightBefore, height);
    this.rows = AreaTaps.of(widthBefore, width);
    this.widthBefore = widthBefore;
    this.width = width;
    this.height = height;
  }

  RgbImage resize(byte[] pixels) {
    var result = new byte[width * height * RgbImage.CHANNELS];
    // Each source row is unpacked once and kept while output rows still need it.
    var ring = new long[columns.most][widthBefore];
    var sums = new long[widthBefore];
    int unpacked = 0;
    for (int y = 0; y < height; y++) {
      int end = columns.first[y] + columns.count[y];
      for (unpacked = Math.max(unpacked, columns.first[y]); unpacked < end; unpacked++) {
        unpack(pixels, unpacked, ring[unpacked % ring.length]);
      }
      Arrays.fill(sums, HALF);
      for (int tap = 0; tap < columns.count[y]; tap++) {
        var row = ring[(columns.first[y] + tap) % ring.length];
        add(row, columns.weights[y * columns.most + tap], sums);
      }
      finish(sums);
      row(sums, result, y * width * RgbImage.CHANNELS);
    }
    return new RgbImage(width, height, result);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private void unpack(byte[] pixels, int y, long[] row) {
    int at = y * widthBefore * RgbImage.CHANNELS;
    for (int x = 0; x < widthBefore; x++, at += RgbImage.CHANNELS) {
      row[x] =
          (pixels[at] & 0xFFL)
              | ((pixels[at + 1] & 0xFFL) << LANE)
              | ((pixels[at + 2] & 0xFFL) << (2 * LANE));
    }
  }

  private static void add(long[] row, long weight, long[] sums) {
    for (int x = 0; x < row.length; x++) {
      sums[x] += weight * row[x];
    }
  }

  /** From weighted sums to bytes, each still in its lane. */
  private void finish(long[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] = (sums[x] >>> AreaTaps.BITS) & LANES_OF_BYTES;
    }
  }

  private void row(long[] line, byte[] result, int start) {
    int at = start;
    for (int x = 0; x < width; x++) {
      long sum = HALF;
      int first = rows.first[x];
      int weights = x * rows.most;
      for (int tap = 0; tap < rows.count[x]; tap++) {
        sum += rows.weights[weights + tap] * line[first + tap];
      }
      long pixel = (sum >>> AreaTaps.BITS) & LANES_OF_BYTES;
      result[at++] = (byte) pixel;
      result[at++] = (byte) (pixel >>> LANE);
      result[at++] = (byte) (pixel >>> (2 * LANE));
    }
  }
}
