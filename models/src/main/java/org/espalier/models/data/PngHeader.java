package org.espalier.models.data;

import java.nio.ByteBuffer;

/** The first chunk of a PNG file, which has the size, and the one with EXIF data. */
final class PngHeader {

  static final long SIGNATURE = 0x8950_4E47_0D0A_1A0AL;

  private static final int FIRST_CHUNK = 0x4948_4452;
  private static final int EXIF_CHUNK = 0x6558_4966;
  private static final int CHUNK_FRAME = 12;
  private static final int BYTES = 26;

  private PngHeader() {}

  static ImageHeader of(byte[] bytes) throws BadImageException {
    var file = ByteBuffer.wrap(bytes);
    if (bytes.length < BYTES || file.getInt(12) != FIRST_CHUNK) {
      throw new BadImageException("is truncated or damaged: its PNG header is incomplete");
    }
    return switch (file.get(25)) {
      case 0 -> header(bytes, 1, "grey");
      case 2 -> header(bytes, 3, "rgb");
      case 3 -> header(bytes, 1, "palette");
      case 4 -> header(bytes, 2, "grey+alpha");
      case 6 -> header(bytes, 4, "rgb+alpha");
      default -> throw new BadImageException("is damaged: PNG knows no such colour type");
    };
  }

  private static ImageHeader header(byte[] bytes, int channels, String space) {
    var file = ByteBuffer.wrap(bytes);
    return new ImageHeader(
        "png", file.getInt(16), file.getInt(20), channels, space, orientation(bytes));
  }

  private static int orientation(byte[] bytes) {
    var file = ByteBuffer.wrap(bytes);
    long at = Long.BYTES;
    while (at + CHUNK_FRAME <= bytes.length) {
      long length = file.getInt((int) at) & 0xFFFF_FFFFL;
      if (file.getInt((int) at + 4) == EXIF_CHUNK && at + 8 + length <= bytes.length) {
        return ExifOrientation.of(bytes, (int) at + 8, (int) length);
      }
      at += CHUNK_FRAME + length;
    }
    return 0;
  }
}
