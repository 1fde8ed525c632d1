package org.espalier.models.network;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Builds one operation of one cell edge. */
final class EdgeOperation {
  private EdgeOperation() {}

  /**
   * The operation's output, of the shape of its input.
   *
   * @param weight scalar to multiply the output with, or null for none
   */
  static Operand<TFloat32> apply(
      Build build,
      String cell,
      CellEdge edge,
      CellOperation operation,
      NodeValue x,
      int channels,
      boolean affine,
      @Nullable Operand<TFloat32> weight) {
    var at = build.at(edge, operation);
    var tf = build.tf();
    var name = cell + "/edge" + edge.index() + "/" + operation.label();
    return switch (operation) {
      case NONE -> tf.zerosLike(x.value());
      case SKIP_CONNECT -> weighted(tf, x.value(), weight);
      case NOR_CONV_1X1 -> NorConv.apply(at, name, x, 1, channels, affine, weight);
      case NOR_CONV_3X3 -> NorConv.apply(at, name, x, 3, channels, affine, weight);
      case AVG_POOL_3X3 -> weighted(tf, x.averagePool(), weight);
    };
  }

  private static Operand<TFloat32> weighted(
      Ops tf, Operand<TFloat32> x, @Nullable Operand<TFloat32> weight) {
    return weight == null ? tf.identity(x) : tf.math.mul(x, weight);
  }
}
