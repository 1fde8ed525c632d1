package org.espalier.models.program;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * A dense, row-major array in host memory: what goes into a {@link LoadedProgram} and what comes
 * out.
 *
 * <p>Shape: outermost axis first; no axis for a scalar. Wraps the values it is given without
 * copying, so they must not change while a run is using them.
 */
public final class HostArray {
  private final ElementType type;
  private final long[] shape;
  private final Buffer values;

  HostArray(ElementType type, long[] shape, Buffer values) {
    this.type = type;
    this.shape = shape.clone();
    this.values = values;
    if (size() != values.remaining()) {
      throw new IllegalArgumentException(
          "shape %s needs %d values, got %d"
              .formatted(Arrays.toString(shape), size(), values.remaining()));
    }
  }

  /** Floats of the given shape. */
  public static HostArray of(float[] values, long... shape) {
    return new HostArray(ElementType.FLOAT32, shape, FloatBuffer.wrap(values));
  }

  /** 32-bit integers of the given shape. */
  public static HostArray of(int[] values, long... shape) {
    return new HostArray(ElementType.INT32, shape, IntBuffer.wrap(values));
  }

  /** 64-bit integers of the given shape. */
  public static HostArray of(long[] values, long... shape) {
    return new HostArray(ElementType.INT64, shape, LongBuffer.wrap(values));
  }

  /** Unsigned bytes of the given shape. */
  public static HostArray of(byte[] values, long... shape) {
    return new HostArray(ElementType.UINT8, shape, ByteBuffer.wrap(values));
  }

  /**
   * Unsigned bytes of the given shape: what remains in the buffer; a direct one is copied once,
   * into the tensor.
   */
  public static HostArray of(ByteBuffer values, long... shape) {
    return new HostArray(ElementType.UINT8, shape, values.slice());
  }

  /** A float vector of its own length. */
  public static HostArray vector(float... values) {
    return of(values, values.length);
  }

  /** A vector of 32-bit integers of its own length. */
  public static HostArray vector(int... values) {
    return of(values, values.length);
  }

  /** A float without axes. */
  public static HostArray scalar(float value) {
    return of(new float[] {value});
  }

  /** A 32-bit integer without axes. */
  public static HostArray scalar(int value) {
    return of(new int[] {value});
  }

  /** A 64-bit integer without axes. */
  public static HostArray scalar(long value) {
    return of(new long[] {value});
  }

  /** Element type. */
  public ElementType type() {
    return type;
  }

  /** A copy of the extents, outermost first; empty for a scalar. */
  public long[] shape() {
    return shape.clone();
  }

  /** Number of values. */
  public long size() {
    long size = 1;
    for (var extent : shape) {
      size *= extent;
    }
    return size;
  }

  /** A copy of the floats. */
  public float[] floats() {
    var copy = new float[values.remaining()];
    ((FloatBuffer) expect(ElementType.FLOAT32)).get(copy);
    return copy;
  }

  /** A copy of the 32-bit integers. */
  public int[] ints() {
    var copy = new int[values.remaining()];
    ((IntBuffer) expect(ElementType.INT32)).get(copy);
    return copy;
  }

  /** A copy of the 64-bit integers. */
  public long[] longs() {
    var copy = new long[values.remaining()];
    ((LongBuffer) expect(ElementType.INT64)).get(copy);
    return copy;
  }

  /** A copy of the unsigned bytes. */
  public byte[] bytes() {
    var copy = new byte[values.remaining()];
    ((ByteBuffer) expect(ElementType.UINT8)).get(copy);
    return copy;
  }

  /** The only float of an array of size one. */
  public float scalarFloat() {
    return ((FloatBuffer) expect(ElementType.FLOAT32)).get(only());
  }

  /** The only 32-bit integer of an array of size one. */
  public int scalarInt() {
    return ((IntBuffer) expect(ElementType.INT32)).get(only());
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }

  /////////////////////////////////////////////////////////////////////////////

  Buffer values() {
    return values.duplicate();
  }

  private Buffer expect(ElementType wanted) {
    if (type != wanted) {
      throw new IllegalArgumentException("array holds " + type + ", asked for " + wanted);
    }
    return values.duplicate();
  }

  private int only() {
    if (size() != 1) {
      throw new IllegalArgumentException("array must hold one value, holds " + size());
    }
    return values.position();
  }
}
