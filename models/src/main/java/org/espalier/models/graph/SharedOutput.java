package org.espalier.models.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/**
 * The output of a layer: a tensor with any number of readers, and what they share of it, such as
 * its positive part.
 *
 * <p>Each reader stands behind one more identity, so that the gradient is summed over the readers
 * from the last to the first. Exported programs add up in a fixed order anyway; this one does not
 * change when layers are built in another order. Ask once a reader.
 */
final class SharedOutput {

  /** Makes the tensor, times a scalar weight where there is one and it takes it. */
  interface Source {
    Operand<TFloat32> make(@Nullable Operand<TFloat32> weight);
  }

  private final Ops tf;
  private final Shape shape;
  private final boolean takesWeight;
  private final Source source;
  private final Map<Object, SharedOutput> derived = new HashMap<>();
  private @Nullable Operand<TFloat32> last;

  private SharedOutput(Ops tf, Shape shape, boolean takesWeight, Source source) {
    this.tf = tf;
    this.shape = shape;
    this.takesWeight = takesWeight;
    this.source = source;
  }

  /** Of a tensor that is there. */
  static SharedOutput of(Ops tf, Operand<TFloat32> value) {
    return new SharedOutput(tf, value.shape(), false, weight -> value);
  }

  /** Of a tensor that is made when it is first read, and takes a weight better than a product. */
  static SharedOutput weighable(Ops tf, Shape shape, Source source) {
    return new SharedOutput(tf, shape, true, source);
  }

  /** Its static shape. */
  Shape shape() {
    return shape;
  }

  /** Its last extent. */
  int channels() {
    return extent(shape.numDimensions() - 1);
  }

  private int extent(int axis) {
    return Math.toIntExact(shape.get(axis));
  }

  /** The tensor for the next reader. */
  Operand<TFloat32> next() {
    var before = last;
    var value = before == null ? source.make(null) : tf.identity(before);
    last = value;
    return value;
  }

  /** The tensor times a scalar, for the next reader. */
  Operand<TFloat32> times(Operand<TFloat32> weight) {
    return takesWeight && last == null ? source.make(weight) : tf.math.mul(next(), weight);
  }

  /** What several readers share of it, made for the first who asks. */
  SharedOutput derived(Object key, Supplier<SharedOutput> making) {
    var known = derived.get(key);
    if (known == null) {
      known = making.get();
      derived.put(key, known);
    }
    return known;
  }

  /** The first channels; the same number in every call. */
  SharedOutput part(int channels) {
    split(channels);
    return Objects.requireNonNull(derived.get(Channels.FIRST));
  }

  /** The channels after the first ones; the same number in every call. */
  SharedOutput rest(int channels) {
    split(channels);
    return Objects.requireNonNull(derived.get(Channels.REST));
  }

  /** Every other channel, beginning with the first (0) or the second (1), of an even number. */
  SharedOutput alternate(int first) {
    if (!derived.containsKey(Channels.EVEN)) {
      // One operation with two outputs, whose gradient is one operation too.
      var pairs = tf.array(-1, extent(1), extent(2), channels() / 2, 2);
      var parts = tf.unstack(tf.reshape(next(), pairs), 2L, Unstack.axis(4L)).output();
      derived.put(Channels.EVEN, of(tf, parts.get(0)));
      derived.put(Channels.ODD, of(tf, parts.get(1)));
    }
    return Objects.requireNonNull(derived.get(first == 0 ? Channels.EVEN : Channels.ODD));
  }

  private enum Channels {
    FIRST,
    REST,
    EVEN,
    ODD
  }

  private void split(int channels) {
    if (!derived.containsKey(Channels.FIRST)) {
      // One operation with two outputs: its gradient is a concatenation, cheaper than two pads.
      var sizes = tf.array(channels, -1);
      var parts = tf.splitV(next(), sizes, tf.constant(3), 2L).output();
      derived.put(Channels.FIRST, of(tf, parts.get(0)));
      derived.put(Channels.REST, of(tf, parts.get(1)));
    }
  }
}
