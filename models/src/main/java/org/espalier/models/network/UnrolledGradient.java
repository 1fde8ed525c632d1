package org.espalier.models.network;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.data.Batch;

/**
 * The gradient of the validation loss by the mixture, taken at the weights that one step on a
 * training batch would give.
 *
 * <p>Source: Liu et al. 2019, "DARTS", ICLR, equations 7 and 8: ∂αL_val(w′) − ξ·(∂αL_train(w⁺) −
 * ∂αL_train(w⁻))/2ε with w′ = w − ξ(μv + ∂wL_train + λw), w± = w ± ε·∂w′L_val(w′) and ε =
 * 0.01/‖∂w′L_val‖. The chain through the decay λ is left out, as there.
 */
public final class UnrolledGradient {
  private static final double RADIUS = 0.01;

  private final MixedSupernet network;
  private final OptimizerSettings optimizer;

  /** The gradient of a network whose step this optimizer takes. */
  public UnrolledGradient(MixedSupernet network, OptimizerSettings optimizer) {
    this.network = network;
    this.optimizer = optimizer;
  }

  /**
   * Computes it; the network's state is as before afterwards.
   *
   * @param rate ξ, the learning rate of the step that is looked ahead
   * @return loss and correct answers of the validation batch at w′, with the gradient
   */
  public StepResult of(Batch training, Batch validation, Mixture mixture, float rate, long seed) {
    var state = network.state();
    try {
      var slope = network.slope(training, mixture, seed).ofWeights();
      network.assign(ahead(state, slope, rate));
      var ahead = network.slope(validation, mixture, seed);
      double epsilon = RADIUS / norm(ahead.ofWeights());
      var up = beside(state, ahead.ofWeights(), epsilon, training, mixture, seed);
      var down = beside(state, ahead.ofWeights(), -epsilon, training, mixture, seed);
      List<Float> gradient = new ArrayList<>();
      for (int i = 0; i < up.size(); i++) {
        double curvature = ((double) up.get(i) - down.get(i)) / (2 * epsilon);
        gradient.add((float) (ahead.step().gradient().get(i) - rate * curvature));
      }
      var step = ahead.step();
      return new StepResult(step.loss(), step.correct(), step.images(), gradient);
    } finally {
      network.assign(state);
    }
  }

  /////////////////////////////////////////////////////////////////////////////

  private float[] ahead(float[] state, float[] slope, float rate) {
    var moved = state.clone();
    for (var slice : network.layout().slices()) {
      if (slice.kind().trained()) {
        var momentum = network.layout().slice(slice.momentum(0).name());
        var decays = slice.kind() == Slice.Kind.KERNEL || optimizer.decayNormalization();
        float decay = decays ? optimizer.weightDecay() : 0;
        for (int i = 0; i < slice.size(); i++) {
          int at = slice.offset() + i;
          float velocity = optimizer.momentum() * state[momentum.offset() + i];
          moved[at] -= rate * (velocity + slope[at] + decay * state[at]);
        }
      }
    }
    return moved;
  }

  private List<Float> beside(
      float[] state, float[] direction, double step, Batch batch, Mixture mixture, long seed) {
    var moved = state.clone();
    for (int i = 0; i < direction.length; i++) {
      moved[i] += (float) (step * direction[i]);
    }
    network.assign(moved);
    return network.gradient(batch, mixture, seed).gradient();
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
