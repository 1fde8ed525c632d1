package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.espalier.models.layer.OptionPosition;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Mean and variance of every batch normalization of a network in one flat vector: measured in one
 * pass, given in another. Those of layers that a step does not take, and of channels that it does
 * not use, are zeros.
 */
final class BatchMoments {

  /** Where the moments of a normalization lie: its means from the offset on, then its variances. */
  private record Place(int offset, int channels) {}

  private final Ops tf;
  private final Function<OptionPosition, @Nullable Gate> gates;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final List<Operand<TFloat32>> measured = new ArrayList<>();
  private @Nullable Operand<TFloat32> given;
  private int size;

  /**
   * Nothing measured yet.
   *
   * @param gates when the layers of an option are live; null for always
   */
  BatchMoments(Ops tf, Function<OptionPosition, @Nullable Gate> gates) {
    this.tf = tf;
    this.gates = gates;
  }

  /** Length of the vector. */
  int size() {
    return size;
  }

  /** What was measured. */
  Operand<TFloat32> flat() {
    return tf.concat(measured, tf.constant(0));
  }

  /** Gives the vector that later passes are normalized by. */
  void give(Operand<TFloat32> vector) {
    given = vector;
  }

  /** Takes the moments of a batch of the layers of an option. */
  void measure(String name, FusedBatchNorm<TFloat32, TFloat32> norm, int most, OptionPosition at) {
    measure(name, norm, most, gates.apply(at));
  }

  /**
   * Takes the moments of a batch.
   *
   * @param most channels there can be
   * @param gate when there are any; null for always
   */
  void measure(
      String name, FusedBatchNorm<TFloat32, TFloat32> norm, int most, @Nullable Gate gate) {
    places.put(name, new Place(size, most));
    size += 2 * most;
    var both =
        tf.concat(
            List.of(padded(norm.batchMean(), most), padded(norm.batchVariance(), most)),
            tf.constant(0));
    measured.add(tf.reshape(gate == null ? both : live(both, most, gate), tf.array(2 * most)));
  }

  /** The given mean of the first channels of a normalization. */
  Operand<TFloat32> mean(String name, Operand<TInt32> channels) {
    return part(place(name).offset(), channels);
  }

  /** The given variance of the first channels of a normalization. */
  Operand<TFloat32> variance(String name, Operand<TInt32> channels) {
    var place = place(name);
    return part(place.offset() + place.channels(), channels);
  }

  /////////////////////////////////////////////////////////////////////////////

  private Place place(String name) {
    return Objects.requireNonNull(places.get(name), name);
  }

  private Operand<TFloat32> part(int offset, Operand<TInt32> channels) {
    return tf.slice(
        Objects.requireNonNull(given), tf.array(offset), tf.reshape(channels, tf.array(1)));
  }

  private Operand<TFloat32> padded(Operand<TFloat32> moments, int most) {
    var missing = tf.math.sub(tf.constant(most), tf.size(moments));
    var paddings =
        tf.reshape(
            tf.stack(List.<Operand<TInt32>>of(tf.constant(0), missing)),
            tf.constant(new int[] {1, 2}));
    return tf.pad(moments, paddings, tf.constant(0f));
  }

  /** Zeros where the layer is not live. */
  private Operand<TFloat32> live(Operand<TFloat32> both, int most, Gate gate) {
    var zeros = Choice.split(tf, tf.constant(new float[2 * most]), gate.index(), gate.branches());
    var branches = new ArrayList<Operand<TFloat32>>();
    for (int branch = 0; branch < gate.branches(); branch++) {
      branches.add(branch == gate.branch() ? both : tf.identity(zeros.get(branch)));
    }
    return Choice.merge(tf, branches);
  }
}
