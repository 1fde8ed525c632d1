package org.espalier.models.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What an image file says of itself in its first bytes, read without decoding or allocating
 * anything. The content decides the format, never the name.
 *
 * @param format {@code jpeg}, {@code png} or {@code bmp}
 * @param width width in pixels, at least 1
 * @param height height in pixels, at least 1
 * @param channels channels as stored
 * @param colourSpace {@code grey}, {@code rgb}, {@code ycbcr}, {@code cmyk}, {@code ycck}, {@code
 *     palette}, {@code grey+alpha} or {@code rgb+alpha}
 */
public record ImageHeader(String format, int width, int height, int channels, String colourSpace) {

  private static final long PNG_SIGNATURE = 0x8950_4E47_0D0A_1A0AL;
  private static final int PNG_FIRST_CHUNK = 0x4948_4452;
  private static final int PNG_BYTES = 26;
  private static final int BMP_BYTES = 30;

  /**
   * The header of an image file.
   *
   * @throws BadImageException if it is empty, of no known format, or ends within its header
   */
  public static ImageHeader of(byte[] file) throws BadImageException {
    if (file.length == 0) {
      throw new BadImageException("is empty (0 bytes)");
    }
    if (file.length >= 2 && (file[0] & 0xFF) == 0xFF && (file[1] & 0xFF) == 0xD8) {
      return checked(new JpegHeader(file).read());
    }
    var bytes = ByteBuffer.wrap(file);
    if (file.length >= Long.BYTES && bytes.getLong(0) == PNG_SIGNATURE) {
      return checked(png(bytes));
    }
    if (file.length >= 2 && file[0] == 'B' && file[1] == 'M') {
      return checked(bmp(bytes.order(ByteOrder.LITTLE_ENDIAN)));
    }
    throw new BadImageException("is not an image: neither JPEG, PNG nor BMP by its content");
  }

  /** Pixels of the image. */
  public long pixels() {
    return (long) width * height;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static ImageHeader checked(ImageHeader header) throws BadImageException {
    if (header.width < 1 || header.height < 1) {
      throw new BadImageException(
          "has a size of %dx%d pixels in its header".formatted(header.width, header.height));
    }
    return header;
  }

  private static ImageHeader png(ByteBuffer bytes) throws BadImageException {
    if (bytes.capacity() < PNG_BYTES || bytes.getInt(12) != PNG_FIRST_CHUNK) {
      throw new BadImageException("is truncated or damaged: its PNG header is incomplete");
    }
    int width = bytes.getInt(16);
    int height = bytes.getInt(20);
    return switch (bytes.get(25)) {
      case 0 -> new ImageHeader("png", width, height, 1, "grey");
      case 2 -> new ImageHeader("png", width, height, 3, "rgb");
      case 3 -> new ImageHeader("png", width, height, 1, "palette");
      case 4 -> new ImageHeader("png", width, height, 2, "grey+alpha");
      case 6 -> new ImageHeader("png", width, height, 4, "rgb+alpha");
      default -> throw new BadImageException("is damaged: PNG knows no such colour type");
    };
  }

  private static ImageHeader bmp(ByteBuffer bytes) throws BadImageException {
    if (bytes.capacity() < BMP_BYTES) {
      throw new BadImageException("is truncated: its BMP header is incomplete");
    }
    int width = bytes.getInt(18);
    // Negative where rows are stored from the top.
    int height = Math.abs(bytes.getInt(22));
    return switch (bytes.getShort(28)) {
      case 8 -> new ImageHeader("bmp", width, height, 1, "grey");
      case 24 -> new ImageHeader("bmp", width, height, 3, "rgb");
      case 32 -> new ImageHeader("bmp", width, height, 4, "rgb+alpha");
      default ->
          throw new BadImageException(
              "is a BMP of " + bytes.getShort(28) + " bits a pixel; 8, 24 and 32 can be read");
    };
  }
}
