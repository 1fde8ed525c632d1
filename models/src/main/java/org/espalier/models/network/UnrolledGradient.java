package org.espalier.models.network;

import org.espalier.models.data.Batch;

/**
 * The gradient of the validation loss by a mixture, taken at the weights that one step on a
 * training batch would give.
 *
 * <p>Source: Liu et al. 2019, "DARTS", ICLR, equations 7 and 8: ∂αL_val(w′) − ξ·(∂αL_train(w⁺) −
 * ∂αL_train(w⁻))/2ε with w′ = w − ξ(μv + ∂wL_train + λw), w± = w ± ε·∂w′L_val(w′) and ε =
 * 0.01/‖∂w′L_val‖. The chain through the decay λ is left out, as there.
 *
 * @param rate ξ, the learning rate of the step that is looked ahead
 */
record UnrolledGradient(MixtureSupernet supernet, Sample sample, float rate, long seed) {

  private static final double RADIUS = 0.01;

  /**
   * Computes it; the supernet's state is as before afterwards.
   *
   * @return loss and correct answers of the validation batch at w′, with the gradient
   */
  StepResult of(Batch training, Batch validation) {
    var state = supernet.state();
    try {
      var first = supernet.weightGradients(training, sample, seed).ofWeights();
      supernet.assign(ahead(state, first));
      var ahead = supernet.weightGradients(validation, sample, seed);
      double epsilon = RADIUS / norm(ahead.ofWeights());
      var up = beside(state, ahead.ofWeights(), epsilon, training);
      var down = beside(state, ahead.ofWeights(), -epsilon, training);
      var gradient = new float[up.length];
      for (int i = 0; i < gradient.length; i++) {
        double curvature = ((double) up[i] - down[i]) / (2 * epsilon);
        gradient[i] = (float) (ahead.step().gradient()[i] - rate * curvature);
      }
      return ahead.step().with(gradient);
    } finally {
      supernet.assign(state);
    }
  }

  /////////////////////////////////////////////////////////////////////////////

  private float[] ahead(float[] state, float[] weightGradients) {
    var optimizer = supernet.optimizer();
    var moved = state.clone();
    for (var slice : supernet.layout().slices()) {
      if (slice.kind().trained()) {
        var momentum = supernet.layout().slice(slice.momentum().name());
        float decay = optimizer.decay(slice);
        for (int i = 0; i < slice.size(); i++) {
          int at = slice.offset() + i;
          float velocity = optimizer.momentum() * state[momentum.offset() + i];
          moved[at] -= rate * (velocity + weightGradients[at] + decay * state[at]);
        }
      }
    }
    return moved;
  }

  private float[] beside(float[] state, float[] direction, double step, Batch batch) {
    var moved = state.clone();
    for (int i = 0; i < direction.length; i++) {
      moved[i] += (float) (step * direction[i]);
    }
    supernet.assign(moved);
    return supernet.gradient(batch, sample, seed).gradient();
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
