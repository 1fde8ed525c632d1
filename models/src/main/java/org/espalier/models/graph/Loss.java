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
 * @param logits the logits, [batch, classes]
 * @param labels the labels, [batch]
 */
record Loss(
    Operand<TFloat32> mean,
    Operand<TInt32> correct,
    Operand<TFloat32> logits,
    Operand<TInt32> labels) {

  private static final int BEST = 5;

  /** Compares logits [batch, classes] with labels [batch]. */
  static Loss of(Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels, int classes) {
    return of(tf, logits, labels, classes, 0, LabelSmoothing.UNIFORM);
  }

  /**
   * Compares logits [batch, classes] with labels [batch].
   *
   * @param epsilon part of a label's weight that is given away
   * @param smoothing to whom
   */
  static Loss of(
      Ops tf,
      Operand<TFloat32> logits,
      Operand<TInt32> labels,
      int classes,
      float epsilon,
      LabelSmoothing smoothing) {
    var wanted =
        tf.oneHot(
            labels,
            tf.constant(classes),
            tf.constant(smoothing.own(epsilon, classes)),
            tf.constant(smoothing.other(epsilon, classes)));
    // The sparse variant has no gradient in TensorFlow's C++ library.
    var each = tf.nn.softmaxCrossEntropyWithLogits(logits, wanted).loss();
    var found = tf.math.argMax(logits, tf.constant(1), TInt32.class);
    var hits = tf.dtypes.cast(tf.math.equal(found, labels), TInt32.class);
    return new Loss(
        tf.math.mean(each, tf.constant(0)), tf.sum(hits, tf.constant(0)), logits, labels);
  }

  /** Images whose label is among the five largest logits, or among all of fewer. */
  Operand<TInt32> correctTop5(Ops tf) {
    int most = Math.toIntExact(Math.min(BEST, logits.shape().get(1)));
    var hits = tf.nn.inTopK(logits, labels, tf.constant(most));
    return tf.sum(tf.dtypes.cast(hits, TInt32.class), tf.constant(0));
  }
}
