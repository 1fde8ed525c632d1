package org.espalier.models.data;

/** The bits of a JPEG's scan, up to the marker that ends it; zeros from there on. */
final class JpegBits {

  private final byte[] file;
  private int at;
  private long buffer;
  private int filled;
  private boolean ended;
  private int beyond;

  JpegBits(byte[] file, int at) {
    this.file = file;
    this.at = at;
  }

  /** The next bits, left where they are; 16 at most. */
  int peek(int count) {
    fill();
    return (int) (buffer >>> (filled - count)) & ((1 << count) - 1);
  }

  /** Passes over bits; 16 at most. */
  void skip(int count) {
    fill();
    filled -= count;
  }

  /** Whether more bits were taken than there are before the next marker. */
  boolean isExhausted() {
    return beyond > filled;
  }

  /** Where the file goes on behind the bits. */
  int position() {
    return at;
  }

  /** Begins again behind the next restart marker; without one, nothing more is there. */
  void restart() {
    while (at + 1 < file.length && !isMarker()) {
      at++;
    }
    int marker = at + 1 < file.length ? file[at + 1] & 0xFF : 0;
    buffer = 0;
    filled = 0;
    beyond = 0;
    ended = false;
    if (marker >= 0xD0 && marker <= 0xD7) {
      at += 2;
    }
  }

  private boolean isMarker() {
    return (file[at] & 0xFF) == 0xFF && file[at + 1] != 0 && (file[at + 1] & 0xFF) != 0xFF;
  }

  private void fill() {
    while (filled <= 32) {
      int next = 0;
      if (!ended && at < file.length) {
        next = file[at] & 0xFF;
        if (next != 0xFF) {
          at++;
        } else if (at + 1 < file.length && file[at + 1] == 0) {
          at += 2;
        } else if (at + 1 < file.length && (file[at + 1] & 0xFF) == 0xFF) {
          at++;
          continue;
        } else {
          ended = true;
          next = 0;
        }
      } else {
        ended = true;
      }
      buffer = (buffer << 8) | next;
      filled += 8;
      beyond += ended ? 8 : 0;
    }
  }
}
