package org.espalier.models.network.controller;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One step of Adam down a gradient, weight decay added to the gradient.
 *
 * <p>Source: Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1, with
 * its default decays; L2 regularization and epsilon as PyTorch has them.
 *
 * @param parameters the parameters after the step
 * @param firstMoment mean of the gradients
 * @param secondMoment mean of the squared gradients
 */
record AdamStep(
    Operand<TFloat32> parameters, Operand<TFloat32> firstMoment, Operand<TFloat32> secondMoment) {

  private static final float FIRST_DECAY = 0.9f;
  private static final float SECOND_DECAY = 0.999f;
  private static final float EPSILON = 1e-8f;

  /**
   * The step.
   *
   * @param updates steps made before this one, a scalar
   */
  AdamStep descend(
      Ops tf,
      Operand<TFloat32> gradient,
      Operand<TFloat32> updates,
      Operand<TFloat32> learningRate,
      Operand<TFloat32> weightDecay) {
    var decayed = tf.math.add(gradient, tf.math.mul(parameters, weightDecay));
    var first = average(tf, firstMoment, decayed, FIRST_DECAY);
    var second = average(tf, secondMoment, tf.math.square(decayed), SECOND_DECAY);
    var step = tf.math.add(updates, tf.constant(1f));
    var spread =
        tf.math.add(
            tf.math.sqrt(tf.math.div(second, bias(tf, SECOND_DECAY, step))), tf.constant(EPSILON));
    var rate = tf.math.div(learningRate, bias(tf, FIRST_DECAY, step));
    var change = tf.math.mul(tf.math.div(first, spread), rate);
    return new AdamStep(tf.math.sub(parameters, change), first, second);
  }

  private static Operand<TFloat32> average(
      Ops tf, Operand<TFloat32> before, Operand<TFloat32> value, float decay) {
    return tf.math.add(
        tf.math.mul(before, tf.constant(decay)), tf.math.mul(value, tf.constant(1 - decay)));
  }

  private static Operand<TFloat32> bias(Ops tf, float decay, Operand<TFloat32> step) {
    return tf.math.sub(tf.constant(1f), tf.math.pow(tf.constant(decay), step));
  }
}
