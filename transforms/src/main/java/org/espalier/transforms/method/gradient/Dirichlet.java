package org.espalier.transforms.method.gradient;

import org.apache.commons.math3.special.Gamma;
import org.espalier.models.network.distribution.GammaSampler;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.numbers.OptionMask;

/**
 * One Dirichlet distribution a decision, over the options that exist.
 *
 * <p>θ = g / Σ g with g ~ Gamma(β, 1): its pathwise gradient is that of g, carried through the
 * quotient. A Dirichlet variate with some of its parts left out and the rest divided by their sum
 * is a Dirichlet variate of the rest.
 */
final class Dirichlet {

  private final OptionMask mask;

  Dirichlet(OptionMask mask) {
    this.mask = mask;
  }

  /**
   * One θ for each decision.
   *
   * @param theta the weights
   * @param sums of the gammas of each decision
   * @param derivatives the derivative of each gamma by its concentration
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step, is never compared
  record Variate(double[] theta, double[] sums, float[] derivatives) {}

  /**
   * Draws.
   *
   * @param concentrations β, above 0 where there is an option
   */
  Variate draw(double[] concentrations, long seed) {
    var shapes = new float[concentrations.length];
    for (var i = 0; i < shapes.length; i++) {
      shapes[i] = mask.has(i) ? (float) concentrations[i] : 1;
    }
    var gammas = GammaSampler.get().draw(shapes, seed);
    var theta = new double[shapes.length];
    var sums = new double[index().decisions()];
    for (var decision = 0; decision < sums.length; decision++) {
      for (var i = index().start(decision); i < index().end(decision); i++) {
        theta[i] = mask.has(i) ? gammas.values()[i] : 0;
        sums[decision] += theta[i];
      }
      for (var i = index().start(decision); i < index().end(decision); i++) {
        theta[i] /= sums[decision];
      }
    }
    return new Variate(theta, sums, gammas.derivatives());
  }

  /** The gradient by the concentrations, from that by θ. */
  double[] gradient(Variate drawn, double[] outputGradient) {
    var gradient = new double[index().size()];
    for (var decision = 0; decision < index().decisions(); decision++) {
      var mean = 0.0;
      for (var i = index().start(decision); i < index().end(decision); i++) {
        mean += drawn.theta()[i] * outputGradient[i];
      }
      for (var i = index().start(decision); i < index().end(decision); i++) {
        if (mask.has(i)) {
          gradient[i] =
              drawn.derivatives()[i] * (outputGradient[i] - mean) / drawn.sums()[decision];
        }
      }
    }
    return gradient;
  }

  /** Σ over the decisions of the divergence KL(Dir(β) ‖ Dir(1)), nats. */
  double divergence(double[] concentrations) {
    var divergence = 0.0;
    for (var decision = 0; decision < index().decisions(); decision++) {
      var total = total(concentrations, decision);
      divergence += Gamma.logGamma(total) - Gamma.logGamma(mask.count(decision));
      for (var i = index().start(decision); i < index().end(decision); i++) {
        if (mask.has(i)) {
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
    var gradient = new double[index().size()];
    for (var decision = 0; decision < index().decisions(); decision++) {
      var total = total(concentrations, decision);
      var common = (total - mask.count(decision)) * Gamma.trigamma(total);
      for (var i = index().start(decision); i < index().end(decision); i++) {
        if (mask.has(i)) {
          gradient[i] = (concentrations[i] - 1) * Gamma.trigamma(concentrations[i]) - common;
        }
      }
    }
    return gradient;
  }

  private OptionIndex index() {
    return mask.index();
  }

  private double total(double[] concentrations, int decision) {
    var total = 0.0;
    for (var i = index().start(decision); i < index().end(decision); i++) {
      total += mask.has(i) ? concentrations[i] : 0;
    }
    return total;
  }
}
