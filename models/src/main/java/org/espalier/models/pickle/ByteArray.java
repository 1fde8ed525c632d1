package org.espalier.models.pickle;

import java.nio.ByteBuffer;
import java.util.List;

/** An array of NumPy's, as far as our files have them: shape, element type and bytes. */
public final class ByteArray {

  private List<Long> shape = List.of();
  private String type = "";
  private byte[] bytes = {};

  ByteArray() {}

  void set(List<Long> newShape, String newType, byte[] newBytes) {
    shape = List.copyOf(newShape);
    type = newType;
    bytes = newBytes;
  }

  /** Extents, outermost first. */
  public List<Long> shape() {
    return shape;
  }

  /** Element type as NumPy writes it: {@code u1}, {@code f4}, {@code i8}. */
  public String type() {
    return type;
  }

  /** The elements, row-major: a view. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }
}
