package org.espalier.models.network.distribution;

import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;
import org.tensorflow.types.TFloat32;

/**
 * The graph that draws gamma variates.
 *
 * <p>Signature {@code draw}: {@code concentrations} [N], each above 0, and {@code seed} [2] →
 * {@code gammas} [N] and {@code derivatives} [N], the change of each with its concentration while
 * the underlying uniform number stays.
 */
record GammaSource() implements ProgramSource {

  static final String DRAW = "draw";

  /** Smallest gamma: below it the quotients of a Dirichlet variate leave the float range. */
  private static final float LEAST = 1e-30f;

  private static final int PHILOX = 1;

  @Override
  public String name() {
    return "gamma";
  }

  @Override
  public String description() {
    return "gamma";
  }

  @Override
  public void build(ProgramGraph graph) {
    var tf = graph.ops();
    var concentrations = graph.floats("concentrations", -1);
    var seed = graph.longs("seed", 2);
    var stream = tf.random.statelessRandomGetKeyCounter(seed);
    var drawn =
        tf.random.<TFloat32>statelessRandomGamma(
            tf.shape(concentrations),
            stream.key(),
            stream.counter(),
            tf.constant(PHILOX),
            concentrations);
    var gammas = tf.math.maximum(drawn, tf.constant(LEAST));
    graph
        .signature(DRAW)
        .input("concentrations", concentrations)
        .input("seed", seed)
        .output("gammas", gammas)
        .output("derivatives", tf.random.randomGammaGrad(concentrations, gammas));
  }
}
