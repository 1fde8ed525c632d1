package org.espalier.models.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Type of a tensor's elements, under the names of safetensors. */
public enum TensorType {
  F64("DoubleStorage", 8),
  F32("FloatStorage", 4),
  F16("HalfStorage", 2),
  BF16("BFloat16Storage", 2),
  I64("LongStorage", 8),
  I32("IntStorage", 4),
  I16("ShortStorage", 2),
  I8("CharStorage", 1),
  U8("ByteStorage", 1),
  BOOL("BoolStorage", 1);

  private final String storage;
  private final int bytes;

  TensorType(String storage, int bytes) {
    this.storage = storage;
    this.bytes = bytes;
  }

  /** Bytes of an element. */
  public int bytes() {
    return bytes;
  }

  /** Whether its elements are floating-point numbers: weights, not counters. */
  public boolean isFloating() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /** The type that a class of storages in torch holds. */
  static Optional<TensorType> ofStorage(String name) {
    return Arrays.stream(values()).filter(type -> type.storage.equals(name)).findFirst();
  }

  /** The type of this name in safetensors. */
  static Optional<TensorType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** The next element of little-endian data as a float; exact for F32, F16 and BF16. */
  float next(ByteBuffer data) {
    return switch (this) {
      case F64 -> (float) data.getDouble();
      case F32 -> data.getFloat();
      case F16 -> half(data.getShort());
      case BF16 -> Float.intBitsToFloat((data.getShort() & 0xFFFF) << 16);
      default -> throw new IllegalStateException(this + " holds no weights");
    };
  }

  /** IEEE 754 binary16: one bit of sign, five of exponent, ten of fraction. */
  private static float half(short bits) {
    int exponent = (bits >> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    float value =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb((float) (fraction | 0x400), exponent - 25);
        };
    return bits < 0 ? -value : value;
  }
}
