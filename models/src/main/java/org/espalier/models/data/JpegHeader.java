package org.espalier.models.data;

import java.util.Arrays;

/** Walks the segments of a JPEG file up to the frame header, which has the size. */
final class JpegHeader {

  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int EXIF = 0xE1;
  private static final byte[] EXIF_NAME = {'E', 'x', 'i', 'f', 0, 0};
  private static final int ADOBE = 0xEE;
  private static final int ADOBE_BYTES = 14;

  private final byte[] file;
  private int at = 2;
  private int adobeTransform = -1;
  private int orientation;

  JpegHeader(byte[] file) {
    this.file = file;
  }

  ImageHeader read() throws BadImageException {
    while (true) {
      int marker = marker();
      if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
        throw new BadImageException("is damaged: its JPEG data begin before any frame header");
      }
      int length = u16(at);
      if (isFrame(marker)) {
        int components = u8(at + 7);
        return new ImageHeader(
            "jpeg", u16(at + 5), u16(at + 3), components, space(components), orientation);
      }
      if (marker == ADOBE && length >= ADOBE_BYTES && u8(at + 2) == 'A' && u8(at + 3) == 'd') {
        adobeTransform = u8(at + 13);
      }
      if (marker == EXIF && orientation == 0) {
        orientation = orientation(length);
      }
      at += Math.max(length, 2);
    }
  }

  private int orientation(int length) {
    int content = at + 2 + EXIF_NAME.length;
    boolean isExif =
        at + length <= file.length
            && content < at + length
            && Arrays.equals(file, at + 2, content, EXIF_NAME, 0, EXIF_NAME.length);
    return isExif ? ExifOrientation.of(file, content, at + length - content) : 0;
  }

  private int marker() throws BadImageException {
    if (u8(at) != 0xFF) {
      throw new BadImageException("is damaged: there is no JPEG marker at byte " + at);
    }
    while (u8(at) == 0xFF) {
      at++;
    }
    int marker = u8(at++);
    // Markers without a segment: restarts and the lone 01.
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7) ? marker() : marker;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private String space(int components) throws BadImageException {
    return switch (components) {
      case 1 -> "grey";
      case 3 -> adobeTransform == 0 ? "rgb" : "ycbcr";
      case 4 -> adobeTransform == 2 ? "ycck" : "cmyk";
      default -> throw new BadImageException("is a JPEG of " + components + " components");
    };
  }

  private int u16(int offset) throws BadImageException {
    return (u8(offset) << 8) | u8(offset + 1);
  }

  private int u8(int offset) throws BadImageException {
    if (offset >= file.length) {
      throw new BadImageException("is truncated: it ends within its JPEG header");
    }
    return file[offset] & 0xFF;
  }
}
