package org.espalier.models.network;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Batch normalization over all but the last axis, ε = 1e-5, running statistics with decay 0.9 and
 * unbiased variance.
 */
final class BatchNormalization {
  private static final float EPSILON = 1e-5f;
  private static final float STEP = 0.1f;

  private BatchNormalization() {}

  static Operand<TFloat32> apply(
      Build build, String name, Operand<TFloat32> x, int channels, boolean affine) {
    return apply(build, name, x, channels, affine, null);
  }

  /** The same times a scalar weight, which costs nothing as it goes into the scale. */
  static Operand<TFloat32> apply(
      Build build,
      String name,
      Operand<TFloat32> x,
      int channels,
      boolean affine,
      @Nullable Operand<TFloat32> weight) {
    var tf = build.tf();
    Operand<TFloat32> scale = tf.constant(filled(channels, 1));
    Operand<TFloat32> offset = tf.constant(filled(channels, 0));
    if (affine) {
      scale = variable(build, name + "/scale", Slice.Kind.NORMALIZATION, 1, channels).value();
      offset = variable(build, name + "/offset", Slice.Kind.NORMALIZATION, 0, channels).value();
    }
    if (weight != null) {
      scale = tf.math.mul(scale, weight);
      offset = affine ? tf.math.mul(offset, weight) : offset;
    }
    return switch (build.normalization()) {
      case BATCH -> batch(tf, x, scale, offset).y();
      case BATCH_AND_TRACK -> track(build, name, channels, batch(tf, x, scale, offset)).y();
      case RUNNING -> running(build, name, x, channels, scale, offset);
    };
  }

  /////////////////////////////////////////////////////////////////////////////

  private static FusedBatchNorm<TFloat32, TFloat32> batch(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> scale, Operand<TFloat32> offset) {
    Operand<TFloat32> none = tf.constant(new float[0]);
    return tf.nn.fusedBatchNorm(x, scale, offset, none, none, FusedBatchNorm.epsilon(EPSILON));
  }

  private static FusedBatchNorm<TFloat32, TFloat32> track(
      Build build, String name, int channels, FusedBatchNorm<TFloat32, TFloat32> norm) {
    var mean = variable(build, name + "/mean", Slice.Kind.STATISTIC, 0, channels);
    var variance = variable(build, name + "/variance", Slice.Kind.STATISTIC, 1, channels);
    move(build, mean, norm.batchMean());
    move(build, variance, norm.batchVariance());
    return norm;
  }

  private static void move(Build build, Variables.Variable statistic, Operand<TFloat32> observed) {
    var tf = build.tf();
    var change = tf.math.mul(tf.math.sub(statistic.value(), observed), tf.constant(STEP));
    build.tracking().add(tf.assignSubVariableOp(statistic.handle(), change));
  }

  private static Operand<TFloat32> running(
      Build build,
      String name,
      Operand<TFloat32> x,
      int channels,
      Operand<TFloat32> scale,
      Operand<TFloat32> offset) {
    var mean = variable(build, name + "/mean", Slice.Kind.STATISTIC, 0, channels).value();
    var variance = variable(build, name + "/variance", Slice.Kind.STATISTIC, 1, channels).value();
    return build
        .tf()
        .nn
        .fusedBatchNorm(
            x,
            scale,
            offset,
            mean,
            variance,
            FusedBatchNorm.epsilon(EPSILON),
            FusedBatchNorm.isTraining(false))
        .y();
  }

  private static Variables.Variable variable(
      Build build, String name, Slice.Kind kind, float initial, int channels) {
    return build.variables().get(name, kind, build.placement(), initial, channels);
  }

  private static float[] filled(int length, float value) {
    var values = new float[length];
    Arrays.fill(values, value);
    return values;
  }
}
