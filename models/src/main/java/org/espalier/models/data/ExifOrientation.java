package org.espalier.models.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** How a camera was held, as EXIF data say it. */
final class ExifOrientation {

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int MAGIC = 42;
  private static final int LARGEST = 8;
  private static final byte[] NAME = {'E', 'x', 'i', 'f', 0, 0};

  /** A PNG's signature and its first chunk. */
  private static final int PNG_FIRST_CHUNKS = 33;

  private ExifOrientation() {}

  /**
   * The orientation.
   *
   * @param file a file
   * @param offset where its EXIF data begin, with the order of their bytes
   * @param length their length
   * @return 1 to 8; 0 where they do not say, or cannot be read
   */
  static int of(byte[] file, int offset, int length) {
    try {
      return read(ByteBuffer.wrap(file, offset, length).slice());
    } catch (IndexOutOfBoundsException | BufferUnderflowException malformed) {
      return 0;
    }
  }

  private static int read(ByteBuffer exif) {
    short order = exif.getShort(0);
    if (order != 0x4949 && order != 0x4D4D) {
      return 0;
    }
    exif.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (exif.getShort(2) != MAGIC) {
      return 0;
    }
    int directory = exif.getInt(4);
    int entries = exif.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((exif.getShort(entry) & 0xFFFF) == TAG && exif.getShort(entry + 2) == SHORT) {
        int value = exif.getShort(entry + 8) & 0xFFFF;
        return value <= LARGEST ? value : 0;
      }
    }
    return 0;
  }

  /** A JPEG file that states an orientation; as it is where that is 0. */
  static byte[] intoJpeg(byte[] jpeg, int orientation) {
    if (orientation == 0) {
      return jpeg;
    }
    // Behind the start of the image, and the segment that JFIF wants there.
    boolean isJfif = (jpeg[3] & 0xFF) == 0xE0;
    int place = isJfif ? 4 + (((jpeg[4] & 0xFF) << 8) | (jpeg[5] & 0xFF)) : 2;
    var exif = exif(orientation);
    var segment = ByteBuffer.allocate(4 + NAME.length + exif.length);
    segment.putShort((short) 0xFFE1).putShort((short) (2 + NAME.length + exif.length));
    return inserted(jpeg, place, segment.put(NAME).put(exif).array());
  }

  /** A PNG file that states an orientation; as it is where that is 0. */
  static byte[] intoPng(byte[] png, int orientation) {
    if (orientation == 0) {
      return png;
    }
    var exif = exif(orientation);
    var chunk = ByteBuffer.allocate(12 + exif.length);
    chunk.putInt(exif.length).put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(exif);
    var checksum = new CRC32();
    checksum.update(chunk.array(), 4, 4 + exif.length);
    chunk.putInt((int) checksum.getValue());
    return inserted(png, PNG_FIRST_CHUNKS, chunk.array());
  }

  /** One directory of one entry. */
  private static byte[] exif(int orientation) {
    return ByteBuffer.allocate(26)
        .putShort((short) 0x4D4D)
        .putShort((short) MAGIC)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) TAG)
        .putShort((short) SHORT)
        .putInt(1)
        .putShort((short) orientation)
        .array();
  }

  private static byte[] inserted(byte[] file, int place, byte[] part) {
    return ByteBuffer.allocate(file.length + part.length)
        .put(file, 0, place)
        .put(part)
        .put(file, place, file.length - place)
        .array();
  }
}
