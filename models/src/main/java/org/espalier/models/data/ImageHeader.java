package org.espalier.models.data;

import java.nio.ByteBuffer;

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
 * @param orientation how the camera was held, by EXIF: 1 upright, 2 mirrored, 3 upside down, to 8;
 *     0 where the file does not say
 */
public record ImageHeader(
    String format, int width, int height, int channels, String colourSpace, int orientation) {

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
    if (file.length >= Long.BYTES && bytes.getLong(0) == PngHeader.SIGNATURE) {
      return checked(PngHeader.of(file));
    }
    if (file.length >= 2 && file[0] == 'B' && file[1] == 'M') {
      return checked(BmpHeader.of(bytes));
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
}
