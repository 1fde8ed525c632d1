package org.espalier.models.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the first value of each feature of a {@code tf.train.Example}; skips what it must not know.
 */
final class ExampleReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int FIXED32 = 5;

  private ExampleReader() {}

  /** Features by name: {@code byte[]} or {@code Long}; floats and empty lists are left out. */
  static Map<String, Object> features(byte[] record) {
    var found = new HashMap<String, Object>();
    try {
      var example = ByteBuffer.wrap(record);
      while (example.hasRemaining()) {
        var features = next(example, ExampleWriter.EXAMPLE_FEATURES);
        while (features.hasRemaining()) {
          entry(next(features, ExampleWriter.FEATURES_ENTRY), found);
        }
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException damaged) {
      throw new IllegalArgumentException("the record is not a tf.train.Example", damaged);
    }
    return found;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static void entry(ByteBuffer entry, Map<String, Object> into) {
    var key = "";
    while (entry.hasRemaining()) {
      int tag = (int) varint(entry);
      if (tag == tag(ExampleWriter.ENTRY_KEY)) {
        var bytes = slice(entry);
        key = StandardCharsets.UTF_8.decode(bytes).toString();
      } else if (tag == tag(ExampleWriter.ENTRY_VALUE)) {
        feature(key, slice(entry), into);
      } else {
        skip(entry, tag);
      }
    }
  }

  private static void feature(String key, ByteBuffer feature, Map<String, Object> into) {
    while (feature.hasRemaining()) {
      int tag = (int) varint(feature);
      if (tag == tag(ExampleWriter.FEATURE_BYTES)) {
        var list = next(slice(feature), ExampleWriter.LIST_VALUE);
        var value = new byte[list.remaining()];
        list.get(value);
        into.put(key, value);
      } else if (tag == tag(ExampleWriter.FEATURE_INT64)) {
        var list = slice(feature);
        int first = (int) varint(list);
        // Packed, as written today, or one by one, as older writers do.
        into.put(key, varint(first == tag(ExampleWriter.LIST_VALUE) ? slice(list) : list));
      } else {
        skip(feature, tag);
      }
    }
  }

  /** The next field of this number; an empty buffer where none follows. */
  private static ByteBuffer next(ByteBuffer message, int number) {
    while (message.hasRemaining()) {
      int tag = (int) varint(message);
      if (tag == tag(number)) {
        return slice(message);
      }
      skip(message, tag);
    }
    return message;
  }

  private static int tag(int number) {
    return (number << 3) | ExampleWriter.LENGTH_DELIMITED;
  }

  private static ByteBuffer slice(ByteBuffer message) {
    int length = Math.toIntExact(varint(message));
    var slice = message.slice(message.position(), length);
    message.position(message.position() + length);
    return slice;
  }

  private static void skip(ByteBuffer message, int tag) {
    switch (tag & 7) {
      case VARINT -> varint(message);
      case FIXED64 -> message.position(message.position() + Long.BYTES);
      case ExampleWriter.LENGTH_DELIMITED -> slice(message);
      case FIXED32 -> message.position(message.position() + Integer.BYTES);
      default -> throw new IndexOutOfBoundsException("wire type " + (tag & 7));
    }
  }

  private static long varint(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = message.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("a number longer than 64 bits");
  }
}
