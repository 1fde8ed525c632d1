package org.espalier.models.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a camera was held, as EXIF data say it. */
final class ExifOrientation {

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int MAGIC = 42;
  private static final int LARGEST = 8;

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
}
