package org.espalier.models.graph;

import java.util.Arrays;
import org.espalier.models.layer.LayerTensors;
import org.espalier.models.layer.OptionPosition;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Batch normalization over all but the last axis, running statistics with unbiased variance; ε and
 * the step of the statistics are settings.
 */
final class BatchNormalization {
  private final BuildContext build;
  private final Ops tf;
  private final String name;
  private final OptionPosition at;
  private final int channels;
  private final boolean affine;

  private BatchNormalization(
      BuildContext build, String name, OptionPosition at, int channels, boolean affine) {
    this.build = build;
    this.tf = build.tf();
    this.name = name;
    this.at = at;
    this.channels = channels;
    this.affine = affine;
  }

  /** The normalized x; a weight that it is read with costs nothing, as it goes into the scale. */
  static SharedOutput apply(
      BuildContext build, String name, OptionPosition at, SharedOutput x, boolean affine) {
    var norm = new BatchNormalization(build, name, at, x.channels(), affine);
    return affine
        ? norm.output(
            x.next(),
            build.value(LayerTensors.scale(name, at, norm.channels)),
            build.value(LayerTensors.offset(name, at, norm.channels)))
        : norm.output(x.next(), norm.tf.constant(norm.filled(1)), norm.tf.constant(norm.filled(0)));
  }

  /**
   * Of the first channels of a layer that is there at times, by a scale and an offset of as many.
   * It has no running statistics.
   *
   * @param name what its moments are kept under
   * @param most channels there can be
   * @param channels channels there are
   * @param present when the layer is there
   */
  static Operand<TFloat32> ofPart(
      BuildContext build,
      String name,
      Operand<TFloat32> x,
      Operand<TFloat32> scale,
      Operand<TFloat32> offset,
      int most,
      Operand<TInt32> channels,
      Gate present) {
    if (build.pass().statistics() == Statistics.GIVEN) {
      return given(build, name, x, scale, offset, channels);
    }
    var norm = norm(build.tf(), x, scale, offset, build.layers());
    if (build.pass().statistics() == Statistics.MEASURED) {
      build.pass().measuredMoments().measure(name, norm, most, present);
    }
    return norm.y();
  }

  /** By the statistics of the batch, by a scale and an offset that are there. */
  static Operand<TFloat32> ofBatch(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TFloat32> scale,
      Operand<TFloat32> offset,
      LayerSettings layers) {
    return norm(tf, x, scale, offset, layers).y();
  }

  private static FusedBatchNorm<TFloat32, TFloat32> norm(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TFloat32> scale,
      Operand<TFloat32> offset,
      LayerSettings layers) {
    Operand<TFloat32> none = tf.constant(new float[0]);
    var epsilon = FusedBatchNorm.epsilon(layers.normEpsilon());
    return tf.nn.fusedBatchNorm(x, scale, offset, none, none, epsilon);
  }

  private static Operand<TFloat32> given(
      BuildContext build,
      String name,
      Operand<TFloat32> x,
      Operand<TFloat32> scale,
      Operand<TFloat32> offset,
      Operand<TInt32> channels) {
    var moments = build.pass().measuredMoments();
    return by(
        build, x, scale, offset, moments.mean(name, channels), moments.variance(name, channels));
  }

  /////////////////////////////////////////////////////////////////////////////

  private SharedOutput output(
      Operand<TFloat32> x, Operand<TFloat32> scale, Operand<TFloat32> offset) {
    return switch (build.pass().statistics()) {
      case BATCH ->
          SharedOutput.weighable(
              tf,
              x.shape(),
              weight ->
                  batch(x, times(scale, weight), affine ? times(offset, weight) : offset).y());
      // At once: running statistics move whether or not anyone reads the output.
      case BATCH_AND_TRACK -> SharedOutput.of(tf, track(batch(x, scale, offset)).y());
      case RUNNING ->
          SharedOutput.of(
              tf,
              by(
                  build,
                  x,
                  scale,
                  offset,
                  build.value(LayerTensors.mean(name, at, channels)),
                  build.value(LayerTensors.variance(name, at, channels))));
      case MEASURED -> {
        var norm = batch(x, scale, offset);
        build.pass().measuredMoments().measure(name, norm, channels, at);
        yield SharedOutput.of(tf, norm.y());
      }
      case GIVEN ->
          SharedOutput.of(tf, given(build, name, x, scale, offset, tf.constant(channels)));
    };
  }

  private Operand<TFloat32> times(Operand<TFloat32> value, @Nullable Operand<TFloat32> weight) {
    return weight == null ? value : tf.math.mul(value, weight);
  }

  private FusedBatchNorm<TFloat32, TFloat32> batch(
      Operand<TFloat32> x, Operand<TFloat32> scale, Operand<TFloat32> offset) {
    return norm(tf, x, scale, offset, build.layers());
  }

  private FusedBatchNorm<TFloat32, TFloat32> track(FusedBatchNorm<TFloat32, TFloat32> norm) {
    var mean = build.variables().get(LayerTensors.mean(name, at, channels));
    var variance = build.variables().get(LayerTensors.variance(name, at, channels));
    move(mean, norm.batchMean());
    move(variance, norm.batchVariance());
    return norm;
  }

  private void move(Variables.Variable statistic, Operand<TFloat32> observed) {
    var change =
        tf.math.mul(
            tf.math.sub(statistic.value(), observed), tf.constant(build.layers().normMomentum()));
    build.tracking().add(tf.assignSubVariableOp(statistic.handle(), change));
  }

  private static Operand<TFloat32> by(
      BuildContext build,
      Operand<TFloat32> x,
      Operand<TFloat32> scale,
      Operand<TFloat32> offset,
      Operand<TFloat32> mean,
      Operand<TFloat32> variance) {
    return build
        .tf()
        .nn
        .fusedBatchNorm(
            x,
            scale,
            offset,
            mean,
            variance,
            FusedBatchNorm.epsilon(build.layers().normEpsilon()),
            FusedBatchNorm.isTraining(false))
        .y();
  }

  private float[] filled(float value) {
    var values = new float[channels];
    Arrays.fill(values, value);
    return values;
  }
}
