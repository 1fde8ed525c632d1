package org.espalier.models.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Sets values to zero at random and scales the others, so that the mean stays.
 *
 * <p>Randomness: each value from (seed, its position).
 *
 * @param probability of a value to be dropped, in (0, 1)
 */
record Dropout(Ops tf, float probability, Operand<TInt64> seed) {

  /** Above the streams of augmentation, below those of dropped paths. */
  private static final long STREAM = 900;

  Operand<TFloat32> apply(Operand<TFloat32> x) {
    var pair = tf.stack(List.<Operand<TInt64>>of(seed, tf.constant(STREAM)));
    var uniform = tf.random.statelessRandomUniform(tf.shape(x), pair);
    var kept = tf.math.floor(tf.math.add(uniform, tf.constant(1 - probability)));
    return tf.math.mul(x, tf.math.mul(kept, tf.constant(1 / (1 - probability))));
  }
}
