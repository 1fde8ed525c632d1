package org.espalier.models.pickle;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle as numbers and texts; counts them, for messages. */
final class PickleInput {

  private static final int LONGEST_LINE = 1 << 16;

  private final String name;
  private final InputStream in;
  private final PickleLimits limits;
  private long position;
  private long copied;

  PickleInput(String name, InputStream in, PickleLimits limits) {
    this.name = name;
    this.in = in;
    this.limits = limits;
  }

  IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("%s, byte %d: %s".formatted(name, position, why));
  }

  int u1() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException(name + " is truncated: it ends at byte " + position);
    }
    if (++position > limits.bytes()) {
      throw tooLong();
    }
    return next;
  }

  /** Counts bytes that are copied from what was read: no text or shape is copied without end. */
  void copied(long length) {
    copied += length;
    if (copied > limits.bytes()) {
      throw refused("it copies more than %d bytes".formatted(limits.bytes()));
    }
  }

  private IllegalArgumentException tooLong() {
    return refused("it holds more than %d bytes".formatted(limits.bytes()));
  }

  /** Unsigned, little-endian. */
  long little(int length) throws IOException {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (long) u1() << (8 * i);
    }
    return value;
  }

  byte[] bytes(long length) throws IOException {
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw refused("it announces %d bytes at once".formatted(length));
    }
    if (position + length > limits.bytes()) {
      throw tooLong();
    }
    // Grows with what is there: a length that lies allocates nothing.
    var bytes = in.readNBytes((int) length);
    position += bytes.length;
    if (bytes.length < length) {
      throw new EOFException(name + " is truncated: it ends at byte " + position);
    }
    return bytes;
  }

  /** Two's complement, little-endian. */
  Object integer(int length) throws IOException {
    // More than two digits to a byte.
    if (length < 0 || length > limits.digits() / 2) {
      throw refused("it has an integer of %d bytes".formatted(length));
    }
    var little = bytes(length);
    if (length == 0) {
      return 0L;
    }
    var big = new byte[length];
    for (int i = 0; i < length; i++) {
      big[i] = little[length - 1 - i];
    }
    return number(new BigInteger(big));
  }

  double bigEndianDouble() throws IOException {
    return ByteBuffer.wrap(bytes(Double.BYTES)).getDouble();
  }

  String latin1(long length) throws IOException {
    return new String(bytes(length), StandardCharsets.ISO_8859_1);
  }

  String utf8(long length) throws IOException {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = u1(); next != '\n'; next = u1()) {
      line.write(next);
      if (line.size() > LONGEST_LINE) {
        throw refused("it has a line of more than %d bytes".formatted(LONGEST_LINE));
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** An integer, or a truth value written with two digits. */
  Object intLine() throws IOException {
    var line = line();
    return line.equals("01") || line.equals("00") ? line.equals("01") : parsed(line);
  }

  Object longLine() throws IOException {
    var line = line();
    return parsed(line.endsWith("L") ? line.substring(0, line.length() - 1) : line);
  }

  String quotedLine() throws IOException {
    var line = line();
    if (line.length() < 2 || line.indexOf('\\') >= 0) {
      throw refused("its text has escapes; write it with protocol 2 or newer");
    }
    return line.substring(1, line.length() - 1);
  }

  String unicodeLine() throws IOException {
    var line = line();
    if (line.indexOf('\\') >= 0) {
      throw refused("its text has escapes; write it with protocol 2 or newer");
    }
    return line;
  }

  /** A float in decimal; one beyond the largest double is refused, not read as infinite. */
  double floatLine() throws IOException {
    var line = line();
    double value = line.length() <= limits.digits() ? Double.parseDouble(line) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw refused("it has the number '%s'".formatted(Pickle.describe(line)));
    }
    return value;
  }

  private Object parsed(String line) {
    if (line.length() > limits.digits()) {
      throw refused("it has an integer of %d digits".formatted(line.length()));
    }
    try {
      return number(new BigInteger(line));
    } catch (NumberFormatException noNumber) {
      throw refused("'" + Pickle.describe(line) + "' is not an integer");
    }
  }

  private static Object number(BigInteger value) {
    if (value.bitLength() < Long.SIZE) {
      return value.longValue();
    }
    return value;
  }
}
