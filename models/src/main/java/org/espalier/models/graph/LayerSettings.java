package org.espalier.models.graph;

import org.espalier.models.layer.Initialization;

/**
 * What recipes set about layers, and descriptions of networks leave open.
 *
 * @param normEpsilon ε of batch normalization, above 0
 * @param normMomentum part of the way that a step moves running statistics to those of its batch,
 *     in (0, 1]
 * @param initialization how weights start
 * @param dropout probability of each input of the classifier to be dropped in training, in [0, 1);
 *     the others are scaled so that the mean stays
 * @param edgeDropPath probability of the output of an edge to be dropped for an image while a
 *     supernet is trained, in [0, 1); identities are dropped too, as in SNAS. Networks of one
 *     architecture are told theirs at each step
 */
public record LayerSettings(
    float normEpsilon,
    float normMomentum,
    Initialization initialization,
    float dropout,
    float edgeDropPath) {

  /** ε 1e-5 and momentum 0.1 as in PyTorch, its initialization, and nothing dropped. */
  public static final LayerSettings DEFAULTS =
      new LayerSettings(1e-5f, 0.1f, Initialization.PYTORCH, 0, 0);

  /** Checks the ranges. */
  public LayerSettings {
    check("normEpsilon", normEpsilon, normEpsilon > 0, "above 0");
    check("normMomentum", normMomentum, normMomentum > 0 && normMomentum <= 1, "in (0, 1]");
    check("dropout", dropout, dropout >= 0 && dropout < 1, "in [0, 1)");
    check("dropPath", edgeDropPath, edgeDropPath >= 0 && edgeDropPath < 1, "in [0, 1)");
  }

  /** The same with running statistics that move a tenth of the way. */
  LayerSettings calibrating() {
    return new LayerSettings(
        normEpsilon, DEFAULTS.normMomentum, initialization, dropout, edgeDropPath);
  }

  private static void check(String name, float value, boolean right, String range) {
    if (!right) {
      throw new IllegalArgumentException("%s must be %s, was %s".formatted(name, range, value));
    }
  }
}
