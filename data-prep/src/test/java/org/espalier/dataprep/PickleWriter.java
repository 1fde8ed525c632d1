package org.espalier.dataprep;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes what tests need as Python pickles: lists are tuples where they are keys. */
public final class PickleWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /**
   * An array of bytes.
   *
   * @param rows extent of the first axis
   * @param columns extent of the second
   * @param bytes the elements, off the heap or not
   */
  public record Matrix(int rows, int columns, ByteBuffer bytes) {}

  private PickleWriter() {}

  /** The pickle of a value, in protocol 2. */
  public static byte[] of(Object value) {
    var writer = new PickleWriter();
    writer.code(0x80).code(2);
    writer.put(value, false);
    return writer.code('.').out.toByteArray();
  }

  private void put(Object value, boolean key) {
    if (value instanceof String text) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      code('X').number(bytes.length, 4).bytes(bytes);
    } else if (value instanceof Integer number) {
      code('J').number(number, 4);
    } else if (value instanceof Double number) {
      code('G').bytes(ByteBuffer.allocate(8).putDouble(number).array());
    } else if (value instanceof List<?> list) {
      code(key ? '(' : ']').code(key ? -1 : '(');
      list.forEach(item -> put(item, false));
      code(key ? 't' : 'e');
    } else if (value instanceof Map<?, ?> map) {
      code('}').code('(');
      map.forEach(
          (name, item) -> {
            put(name, true);
            put(item, false);
          });
      code('u');
    } else if (value instanceof Matrix matrix) {
      put(matrix);
    } else {
      throw new IllegalArgumentException("no pickle of " + value);
    }
  }

  private void put(Matrix matrix) {
    line("cnumpy.core.multiarray\n_reconstruct\n");
    line("cnumpy\nndarray\n").code('K').code(0).code(0x85).code('U').code(1).code('b');
    code(0x87).code('R').code('(').code('K').code(1);
    put(List.of(matrix.rows(), matrix.columns()), true);
    line("cnumpy\ndtype\n").code('U').code(2).line("u1").code('K').code(0).code('K').code(1);
    code(0x87).code('R').code('(').code('K').code(3).code('U').code(1).line("|");
    code('N').code('N').code('N').code('t').code('b');
    var bytes = new byte[matrix.bytes().remaining()];
    matrix.bytes().duplicate().get(bytes);
    code(0x89).code('T').number(bytes.length, 4).bytes(bytes).code('t').code('b');
  }

  private PickleWriter code(int code) {
    if (code >= 0) {
      out.write(code);
    }
    return this;
  }

  private PickleWriter number(int value, int length) {
    return bytes(ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private PickleWriter line(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private PickleWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }
}
