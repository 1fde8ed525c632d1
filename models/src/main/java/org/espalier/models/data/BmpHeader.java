package org.espalier.models.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The headers of a BMP file, checked against the length of the file: what they announce must be
 * there. Run-length coded files are refused: where they end early, nothing says so.
 */
final class BmpHeader {

  private static final int FILE_HEADER = 14;
  private static final int OS2_HEADER = 12;
  private static final int LEAST_HEADER = 40;
  private static final int LARGEST_HEADER = 124;
  private static final int PLAIN = 0;
  private static final int BIT_FIELDS = 3;

  private final ByteBuffer file;
  private final int size;
  private final boolean isOs2;

  private BmpHeader(ByteBuffer file) throws BadImageException {
    this.file = file.order(ByteOrder.LITTLE_ENDIAN);
    if (file.capacity() < FILE_HEADER + OS2_HEADER) {
      throw incomplete();
    }
    this.size = file.getInt(FILE_HEADER);
    this.isOs2 = size == OS2_HEADER;
    if (!isOs2 && (size < LEAST_HEADER || size > LARGEST_HEADER)) {
      throw new BadImageException("is a BMP whose header of %d bytes is not known".formatted(size));
    }
    if (file.capacity() < FILE_HEADER + size) {
      throw incomplete();
    }
  }

  static ImageHeader of(ByteBuffer file) throws BadImageException {
    return new BmpHeader(file).read();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private ImageHeader read() throws BadImageException {
    int width = isOs2 ? file.getShort(18) & 0xFFFF : file.getInt(18);
    // Negative where rows are stored from the top.
    int height = isOs2 ? file.getShort(20) & 0xFFFF : Math.abs(file.getInt(22));
    int bits = isOs2 ? file.getShort(24) : file.getShort(28);
    int compression = isOs2 ? PLAIN : file.getInt(30);
    check(bits, compression);
    long offset = file.getInt(10) & 0xFFFF_FFFFL;
    long row = ((long) Math.max(0, width) * bits + 31) / 32 * 4;
    if (offset > file.capacity() || row * height > file.capacity() - offset) {
      throw new BadImageException(
          "is truncated: its BMP header announces %dx%d pixels, %d bytes from byte %d on, the file has %d"
              .formatted(width, height, row * height, offset, file.capacity()));
    }
    if (!isOs2 && bits <= 8 && Integer.compareUnsigned(file.getInt(46), 1 << bits) > 0) {
      throw new BadImageException("is damaged: its BMP palette is larger than its pixels can use");
    }
    return new ImageHeader("bmp", width, height, channels(bits), space(bits), 0);
  }

  private static void check(int bits, int compression) throws BadImageException {
    boolean isKnown =
        switch (compression) {
          case PLAIN ->
              bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
          case BIT_FIELDS -> bits == 16 || bits == 32;
          default -> false;
        };
    if (!isKnown) {
      throw new BadImageException(
          "is a BMP of %d bits a pixel and compression %d, which cannot be read"
              .formatted(bits, compression));
    }
  }

  private static int channels(int bits) {
    return bits <= 8 ? 1 : bits == 32 ? 4 : 3;
  }

  private static String space(int bits) {
    return bits <= 8 ? "palette" : bits == 32 ? "rgb+alpha" : "rgb";
  }

  private static BadImageException incomplete() {
    return new BadImageException("is truncated: its BMP header is incomplete");
  }
}
