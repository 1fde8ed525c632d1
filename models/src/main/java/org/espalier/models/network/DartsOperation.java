package org.espalier.models.network;

import org.espalier.models.space.PoolNorm;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The eight operations of the DARTS cell by index: none, max_pool_3x3, avg_pool_3x3, skip_connect,
 * sep_conv_3x3, sep_conv_5x5, dil_conv_3x3, dil_conv_5x5.
 *
 * <p>Source: Liu et al. 2019, DARTS, arXiv:1806.09055, section 3.1.
 */
final class DartsOperation {
  static final int NONE = 0;
  static final int SKIP_CONNECT = 3;
  static final int COUNT = 8;

  private DartsOperation() {}

  /**
   * The operation's output, [batch, ⌈h/stride⌉, ⌈w/stride⌉, channels] of [batch, h, w, channels].
   *
   * @param name name of this operation on this edge, which no other operation has
   * @param operation index, in [0, 8)
   * @param stride 1 or 2
   * @param affine whether batch normalization of convolutions has a scale and an offset
   * @param normalizePools whether pools are followed by a batch normalization, which has neither
   * @param weight scalar to multiply the output with, or null for none
   */
  static Operand<TFloat32> apply(
      Build at,
      String name,
      int operation,
      NodeValue x,
      int channels,
      int stride,
      boolean affine,
      boolean normalizePools,
      @Nullable Operand<TFloat32> weight) {
    var pools = normalizePools ? PoolNorm.PLAIN : PoolNorm.NONE;
    return apply(at, name, operation, x, channels, stride, affine, pools, weight);
  }

  /** The same with any normalization after pools. */
  static Operand<TFloat32> apply(
      Build at,
      String name,
      int operation,
      NodeValue x,
      int channels,
      int stride,
      boolean affine,
      PoolNorm pools,
      @Nullable Operand<TFloat32> weight) {
    var tf = at.tf();
    return switch (operation) {
      case NONE -> tf.zerosLike(stride == 1 ? x.value() : Pixels.everyOther(tf, x.value()));
      case 1 -> pooled(at, name, MaxPool.apply(tf, x.value(), stride), channels, pools, weight);
      case 2 -> pooled(at, name, AveragePool.of3x3(tf, x.value(), stride), channels, pools, weight);
      case SKIP_CONNECT ->
          stride == 1
              ? weighted(tf, x.value(), weight)
              : FactorizedReduce.apply(at, name, x, channels, channels, affine, weight);
      case 4 -> SeparableConvolution.apply(at, name, x, 3, channels, stride, affine, weight);
      case 5 -> SeparableConvolution.apply(at, name, x, 5, channels, stride, affine, weight);
      case 6 -> DilatedConvolution.apply(at, name, x, 3, channels, stride, affine, weight);
      case 7 -> DilatedConvolution.apply(at, name, x, 5, channels, stride, affine, weight);
      default ->
          throw new IllegalArgumentException(
              "operation must be in [0, %d), was %d".formatted(COUNT, operation));
    };
  }

  /////////////////////////////////////////////////////////////////////////////

  private static Operand<TFloat32> pooled(
      Build at,
      String name,
      Operand<TFloat32> pool,
      int channels,
      PoolNorm norm,
      @Nullable Operand<TFloat32> weight) {
    return norm == PoolNorm.NONE
        ? weighted(at.tf(), pool, weight)
        : BatchNormalization.apply(at, name, pool, channels, norm == PoolNorm.AFFINE, weight);
  }

  private static Operand<TFloat32> weighted(
      Ops tf, Operand<TFloat32> x, @Nullable Operand<TFloat32> weight) {
    return weight == null ? tf.identity(x) : tf.math.mul(x, weight);
  }
}
