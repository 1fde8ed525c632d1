package org.espalier.models.network.controller;

import org.espalier.models.program.ProgramGraph;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The step of a controller along the policy gradient, as part of a signature: inputs {@code
 * first_moment} [N], {@code second_moment} [N], {@code updates}, {@code advantages} [B], {@code
 * learning_rate}, {@code weight_decay}, {@code entropy_weight}; outputs {@code parameters}, {@code
 * first_moment}, {@code second_moment}, {@code loss}, {@code entropy}.
 *
 * @param graph the graph
 * @param signature name of the signature
 */
record PolicyGradient(ProgramGraph graph, String signature) {

  private static final float SMALLEST_NORM = 1e-6f;

  /**
   * Adds the step.
   *
   * @param parameters all parameters, [N]
   * @param matrices the parameters cut into matrices
   * @param choices what was chosen, decoded with these matrices
   */
  void follow(Operand<TFloat32> parameters, Matrices matrices, ControllerChoices choices) {
    descend(parameters, gradient(matrices, choices));
  }

  /** Adds the same step with one more input, {@code clip_norm}: the gradient's largest norm. */
  void followClipped(Operand<TFloat32> parameters, Matrices matrices, ControllerChoices choices) {
    var tf = graph.ops();
    var gradient = gradient(matrices, choices);
    var limit = graph.floats("clip_norm");
    var norm = tf.math.sqrt(tf.math.mul(tf.nn.l2Loss(gradient), tf.constant(2f)));
    var ratio = tf.math.div(limit, tf.math.add(norm, tf.constant(SMALLEST_NORM)));
    descend(parameters, tf.math.mul(gradient, tf.math.minimum(ratio, tf.constant(1f))));
    graph.signature(signature).input("clip_norm", limit);
  }

  private Operand<TFloat32> gradient(Matrices matrices, ControllerChoices choices) {
    var tf = graph.ops();
    var advantages = graph.floats("advantages", -1);
    var entropyWeight = graph.floats("entropy_weight");
    var gain =
        tf.math.add(
            tf.math.mul(choices.logProbability(), advantages),
            tf.math.mul(choices.entropy(), entropyWeight));
    var loss = tf.math.neg(tf.math.mean(gain, tf.constant(0)));
    graph
        .signature(signature)
        .input("advantages", advantages)
        .input("entropy_weight", entropyWeight)
        .output("loss", loss)
        .output("entropy", tf.math.mean(choices.entropy(), tf.constant(0)));
    return ControllerLayout.join(tf, graph.gradients(loss, matrices.all()));
  }

  private void descend(Operand<TFloat32> parameters, Operand<TFloat32> gradient) {
    var size = parameters.shape().get(0);
    var first = graph.floats("first_moment", size);
    var second = graph.floats("second_moment", size);
    var updates = graph.floats("updates");
    var learningRate = graph.floats("learning_rate");
    var weightDecay = graph.floats("weight_decay");
    var after =
        new AdamStep(parameters, first, second)
            .descend(graph.ops(), gradient, updates, learningRate, weightDecay);
    graph
        .signature(signature)
        .input("first_moment", first)
        .input("second_moment", second)
        .input("updates", updates)
        .input("learning_rate", learningRate)
        .input("weight_decay", weightDecay)
        .output("parameters", after.parameters())
        .output("first_moment", after.firstMoment())
        .output("second_moment", after.secondMoment());
  }
}
