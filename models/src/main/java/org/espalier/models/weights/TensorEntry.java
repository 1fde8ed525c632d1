package org.espalier.models.weights;

import java.util.List;

/**
 * A tensor of a file.
 *
 * @param name its name there
 * @param type type of its elements
 * @param shape extents, outermost first; none for a scalar
 */
public record TensorEntry(String name, TensorType type, List<Long> shape) {

  private static final int MOST_AXES = 8;

  /** Keeps a copy. */
  public TensorEntry {
    shape = List.copyOf(shape);
  }

  /** Number of elements. */
  public long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Bytes of its elements. */
  public long bytes() {
    return Math.multiplyExact(size(), (long) type.bytes());
  }

  /** What is wrong with its shape; empty if nothing. */
  String flaw() {
    if (shape.size() > MOST_AXES) {
      return "has %d axes, more than %d".formatted(shape.size(), MOST_AXES);
    }
    if (shape.stream().anyMatch(extent -> extent < 0)) {
      return "has a negative extent in " + shape;
    }
    try {
      return bytes() > Integer.MAX_VALUE - 8 ? "has %d bytes, too many".formatted(bytes()) : "";
    } catch (ArithmeticException overflow) {
      return "is larger than any memory: " + shape;
    }
  }
}
