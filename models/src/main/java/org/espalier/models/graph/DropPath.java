package org.espalier.models.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Sets the output of an edge to zero for some images of a batch and scales it for the others, so
 * that its mean stays.
 *
 * <p>Randomness: each image of each edge from (seed, edge), where edges count up as they are built.
 *
 * <p>Source: Larsson et al. 2017, FractalNet, arXiv:1605.07648; by image as in DARTS.
 */
final class DropPath {
  /** Above the streams that augmentation draws from. */
  private static final long FIRST_STREAM = 1000;

  private final Ops tf;
  private final Operand<TFloat32> keep;
  private final Operand<TInt32> shape;
  private final Operand<TInt64> seed;
  private long stream = FIRST_STREAM;

  /**
   * Takes what a step is given.
   *
   * @param probability of an image to be dropped, in [0, 1)
   * @param images the batch, whose length counts
   */
  DropPath(Ops tf, Operand<TFloat32> probability, Operand<TInt64> seed, Operand<TFloat32> images) {
    this.tf = tf;
    this.keep = tf.math.sub(tf.constant(1f), probability);
    var batch = tf.slice(tf.shape(images), tf.array(0), tf.array(1));
    this.shape = tf.concat(List.of(batch, tf.array(1, 1, 1)), tf.constant(0));
    this.seed = seed;
  }

  /** The same shape, [batch, h, w, channels]. */
  Operand<TFloat32> apply(Operand<TFloat32> x) {
    var pair = tf.stack(List.<Operand<TInt64>>of(seed, tf.constant(stream++)));
    var uniform = tf.random.statelessRandomUniform(shape, pair);
    var kept = tf.math.floor(tf.math.add(uniform, keep));
    return tf.math.mul(x, tf.math.div(kept, keep));
  }
}
