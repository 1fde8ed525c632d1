package org.espalier.models.graph;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The first values along each axis of a variable, as many as a step says. A step trains what lies
 * in a region of them and leaves everything else as it is, momentum included.
 *
 * @param value the part, with the gradient that the step is told
 * @param sizes extents of the part, a vector
 * @param begin first position of the region that the step trains, a vector
 * @param gate when it has a gradient; null for always
 */
record VariablePart(
    Operand<TFloat32> value, Operand<TInt32> sizes, Operand<TInt32> begin, @Nullable Gate gate) {

  /** A part of which a step trains all. */
  static VariablePart of(
      Ops tf, Operand<TFloat32> whole, List<Operand<TInt32>> sizes, @Nullable Gate gate) {
    int axes = whole.shape().numDimensions();
    return of(tf, whole, sizes, tf.constant(new int[axes]), gate);
  }

  /** All of a variable, with a gradient at times. */
  static VariablePart all(Ops tf, Operand<TFloat32> whole, Gate gate) {
    var extents = Arrays.stream(whole.shape().asArray()).mapToInt(Math::toIntExact).toArray();
    var origin = tf.constant(new int[extents.length]);
    return new VariablePart(whole, tf.constant(extents), origin, gate);
  }

  /** A part of which a step trains what is as far from the end as from the beginning. */
  static VariablePart of(
      Ops tf,
      Operand<TFloat32> whole,
      List<Operand<TInt32>> sizes,
      Operand<TInt32> begin,
      @Nullable Gate gate) {
    var extents = tf.stack(sizes);
    var origin = tf.constant(new int[sizes.size()]);
    return new VariablePart(tf.slice(whole, origin, extents), extents, begin, gate);
  }

  /** The region, out of something of the shape of the part or of the whole variable. */
  Operand<TFloat32> region(Ops tf, Operand<TFloat32> x) {
    return tf.slice(x, begin, tf.math.sub(end(tf), begin));
  }

  /** Replaces the region of a variable. */
  Op assign(Ops tf, Operand<?> handle, Operand<TFloat32> values) {
    var steps = tf.onesLike(begin);
    return tf.resourceStridedSliceAssign(cast(handle), begin, end(tf), steps, values);
  }

  private Operand<TInt32> end(Ops tf) {
    return tf.math.sub(sizes, begin);
  }

  @SuppressWarnings("unchecked") // handles of variables have no Java type of their own
  private static Operand<TType> cast(Operand<?> handle) {
    return (Operand<TType>) handle;
  }
}
