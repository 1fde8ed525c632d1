package org.espalier.models.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the pickles of data sets need: NumPy's arrays of bytes and numbers. */
final class NumpyVocabulary implements Vocabulary {

  /** Element type and byte order of an array that is still to be built. */
  private static final class Type {
    private final String name;
    private boolean bigEndian;

    Type(String name) {
      this.name = name;
    }
  }

  @Override
  public Global named(PickleInput in, String module, String name) {
    // NumPy 2 moved its core under an underscore.
    return switch (module.replace("numpy._core.", "numpy.core.") + '.' + name) {
      case "collections.OrderedDict", "numpy.ndarray" -> ORDERED_DICT;
      case "numpy.core.multiarray._reconstruct" -> (input, arguments) -> new ByteArray();
      case "numpy.core.multiarray.scalar" ->
          (input, arguments) ->
              scalar(input, (Type) arguments.get(0), bytes(input, arguments.get(1)));
      case "numpy.dtype" ->
          (input, arguments) -> {
            var type = (String) arguments.get(0);
            input.copied(type.length());
            return new Type(type.replaceAll("^[<>|=]", ""));
          };
      case "_codecs.encode" -> (input, arguments) -> bytes(input, arguments.get(0));
      default -> throw Vocabulary.forbidden(in, module, name);
    };
  }

  @Override
  public void build(PickleInput in, Object made, Object state) {
    if (made instanceof Type type && state instanceof List<?> parts && parts.size() > 1) {
      type.bigEndian = ">".equals(parts.get(1));
    } else if (made instanceof ByteArray array
        && state instanceof List<?> parts
        && parts.size() == 5
        && parts.get(2) instanceof Type type) {
      if (Boolean.TRUE.equals(parts.get(3)) || type.bigEndian) {
        throw in.refused("an array is stored by columns or big-endian");
      }
      var extents = (List<?>) parts.get(1);
      in.copied((long) Long.BYTES * extents.size());
      var shape = new ArrayList<Long>();
      extents.forEach(extent -> shape.add((Long) extent));
      array.set(shape, type.name, bytes(in, parts.get(4)));
    } else {
      throw in.refused("it builds something that is neither an array nor its type");
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static byte[] bytes(PickleInput in, Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof String latin1) {
      in.copied(latin1.length());
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
    throw in.refused("there is " + Pickle.describe(value) + " where bytes should be");
  }

  private static Object scalar(PickleInput in, Type type, byte[] bytes) {
    var value = ByteBuffer.wrap(bytes);
    value.order(type.bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return switch (type.name) {
      case "f8" -> value.getDouble();
      case "f4" -> (double) value.getFloat();
      case "i8", "u8" -> value.getLong();
      case "i4" -> (long) value.getInt();
      case "u1" -> (long) (value.get() & 0xFF);
      case "b1" -> value.get() != 0;
      default -> throw in.refused("it has a number of type " + type.name);
    };
  }
}
