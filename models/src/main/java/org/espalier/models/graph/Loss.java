package org.espalier.models.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What logits are worth against the labels.
 *
 * @param mean mean cross-entropy of the batch, nats
 * @param correct images whose largest logit is the label's
 */
record Loss(Operand<TFloat32> mean, Operand<TInt32> correct) {
  /**
   * Compares logits [batch, classes] with labels [batch].
   *
   * @param smoothing ε of (1 − ε)·one-hot + ε/classes
   */
  static Loss of(
      Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels, int classes, float smoothing) {
    var wanted =
        tf.oneHot(
            labels,
            tf.constant(classes),
            tf.constant(1 - smoothing + smoothing / classes),
            tf.constant(smoothing / classes));
    // The sparse variant has no gradient in TensorFlow's C++ library.
    var each = tf.nn.softmaxCrossEntropyWithLogits(logits, wanted).loss();
    var found = tf.math.argMax(logits, tf.constant(1), TInt32.class);
    var hits = tf.dtypes.cast(tf.math.equal(found, labels), TInt32.class);
    return new Loss(tf.math.mean(each, tf.constant(0)), tf.sum(hits, tf.constant(0)));
  }
}
