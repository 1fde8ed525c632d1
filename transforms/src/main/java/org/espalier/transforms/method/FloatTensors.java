package org.espalier.transforms.method;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.espalier.schemas.Tensor;

/** Float arrays in the form in which records carry and stores keep them. */
public final class FloatTensors {

  private FloatTensors() {}

  /** A vector made of part of an array. */
  public static Tensor of(String name, float[] values, int offset, int length) {
    var bytes = ByteBuffer.allocate(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values, offset, length);
    return Tensor.newBuilder().setName(name).setShape(List.of(length)).setData(bytes).build();
  }

  /** A tensor of a shape, made of the part of an array that begins at an offset. */
  public static Tensor of(String name, List<Integer> shape, float[] values, int offset) {
    var size = shape.stream().reduce(1, Math::multiplyExact);
    var tensor = of(name, values, offset, size);
    return Tensor.newBuilder(tensor).setShape(shape).build();
  }

  /** A vector. */
  public static Tensor of(String name, float... values) {
    return of(name, values, 0, values.length);
  }

  /** The values of a tensor, row by row. */
  public static float[] values(Tensor tensor) {
    var floats = tensor.getData().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    var values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }
}
