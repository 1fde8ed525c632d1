package org.espalier.transforms.method.gradient;

import org.apache.commons.math3.special.Gamma;
import org.espalier.models.network.distribution.GammaSampler;

/**
 * One Dirichlet distribution an edge, over the operations that are there.
 *
 * <p>θ = g / Σ g with g ~ Gamma(β, 1): its pathwise gradient is that of g, carried through the
 * quotient. A Dirichlet variate with some of its parts left out and the rest divided by their sum
 * is a Dirichlet variate of the rest.
 */
final class Dirichlet {

  private final Choices choices;

  Dirichlet(Choices choices) {
    this.choices = choices;
  }

  /**
   * One θ for each edge.
   *
   * @param theta the weights, row by row
   * @param sums of the gammas of each edge
   * @param slopes the derivative of each gamma by its concentration
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step, is never compared
  record Variate(double[] theta, double[] sums, float[] slopes) {}

  /**
   * Draws.
   *
   * @param concentrations β, row by row, above 0 where there is an operation
   */
  Variate draw(double[] concentrations, long seed) {
    var shapes = new float[concentrations.length];
    for (var i = 0; i < shapes.length; i++) {
      shapes[i] = choices.has(i) ? (float) concentrations[i] : 1;
    }
    var gammas = GammaSampler.get().draw(shapes, seed);
    var theta = new double[shapes.length];
    var sums = new double[choices.edges()];
    for (var edge = 0; edge < sums.length; edge++) {
      for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
        theta[i] = choices.has(i) ? gammas.values()[i] : 0;
        sums[edge] += theta[i];
      }
      for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
        theta[i] /= sums[edge];
      }
    }
    return new Variate(theta, sums, gammas.slopes());
  }

  /** The gradient by the concentrations, from that by θ. */
  double[] gradient(Variate drawn, double[] upstream) {
    var gradient = new double[choices.size()];
    for (var edge = 0; edge < choices.edges(); edge++) {
      var mean = 0.0;
      for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
        mean += drawn.theta()[i] * upstream[i];
      }
      for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
        if (choices.has(i)) {
          gradient[i] = drawn.slopes()[i] * (upstream[i] - mean) / drawn.sums()[edge];
        }
      }
    }
    return gradient;
  }

  /** Σ over the edges of the divergence KL(Dir(β) ‖ Dir(1)), nats. */
  double divergence(double[] concentrations) {
    var divergence = 0.0;
    for (var edge = 0; edge < choices.edges(); edge++) {
      var total = total(concentrations, edge);
      divergence += Gamma.logGamma(total) - Gamma.logGamma(choices.count(edge));
      for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
        if (choices.has(i)) {
          var one = concentrations[i];
          divergence -= Gamma.logGamma(one);
          divergence += (one - 1) * (Gamma.digamma(one) - Gamma.digamma(total));
        }
      }
    }
    return divergence;
  }

  /** The gradient of the divergence by the concentrations: (β − 1) ψ′(β) − (Σ β − n) ψ′(Σ β). */
  double[] divergenceGradient(double[] concentrations) {
    var gradient = new double[choices.size()];
    for (var edge = 0; edge < choices.edges(); edge++) {
      var total = total(concentrations, edge);
      var common = (total - choices.count(edge)) * Gamma.trigamma(total);
      for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
        if (choices.has(i)) {
          gradient[i] = (concentrations[i] - 1) * Gamma.trigamma(concentrations[i]) - common;
        }
      }
    }
    return gradient;
  }

  private double total(double[] concentrations, int edge) {
    var total = 0.0;
    for (var i = choices.at(edge, 0); i < choices.at(edge + 1, 0); i++) {
      total += choices.has(i) ? concentrations[i] : 0;
    }
    return total;
  }
}
