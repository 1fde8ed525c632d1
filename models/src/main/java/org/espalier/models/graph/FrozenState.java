package org.espalier.models.graph;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Slice;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The state of a network as constants of a graph. */
public final class FrozenState {
  private final Layout layout;
  private final float[] state;

  /** Takes the state in the order of a layout. */
  public FrozenState(Layout layout, float[] state) {
    this.layout = layout;
    this.state = state;
  }

  Operand<TFloat32> constant(Ops tf, Slice wanted) {
    var slice = layout.slice(wanted.name());
    var values = Arrays.copyOfRange(state, slice.offset(), slice.end());
    var extents = slice.shape().stream().mapToLong(Integer::longValue).toArray();
    return tf.constant(Shape.of(extents), DataBuffers.of(values));
  }

  /** Tells states apart. */
  String checksum() {
    var bytes = ByteBuffer.allocate(4 * state.length);
    bytes.asFloatBuffer().put(state);
    var crc = new CRC32();
    crc.update(bytes);
    return Long.toHexString(crc.getValue());
  }
}
