package org.espalier.models.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A {@code tf.train.Example} in protocol buffers' wire format, features in the order they are put:
 * the generated classes keep them in a map, whose order is no one's promise.
 */
final class ExampleWriter {

  static final int EXAMPLE_FEATURES = 1;
  static final int FEATURES_ENTRY = 1;
  static final int ENTRY_KEY = 1;
  static final int ENTRY_VALUE = 2;
  static final int FEATURE_BYTES = 1;
  static final int FEATURE_INT64 = 3;
  static final int LIST_VALUE = 1;
  static final int LENGTH_DELIMITED = 2;

  private final ByteArrayOutputStream features;

  ExampleWriter(int capacity) {
    features = new ByteArrayOutputStream(capacity);
  }

  ExampleWriter put(String key, byte[] value) {
    return put(key, FEATURE_BYTES, field(LIST_VALUE, value));
  }

  ExampleWriter put(String key, long value) {
    var packed = new ByteArrayOutputStream(10);
    varint(packed, value);
    return put(key, FEATURE_INT64, field(LIST_VALUE, packed.toByteArray()));
  }

  byte[] toBytes() {
    return field(EXAMPLE_FEATURES, features.toByteArray());
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private ExampleWriter put(String key, int kind, byte[] list) {
    var entry = new ByteArrayOutputStream(list.length + key.length() + 32);
    entry.writeBytes(field(ENTRY_KEY, key.getBytes(StandardCharsets.UTF_8)));
    entry.writeBytes(field(ENTRY_VALUE, field(kind, list)));
    features.writeBytes(field(FEATURES_ENTRY, entry.toByteArray()));
    return this;
  }

  private static byte[] field(int number, byte[] value) {
    var out = new ByteArrayOutputStream(value.length + 11);
    varint(out, ((long) number << 3) | LENGTH_DELIMITED);
    varint(out, value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
