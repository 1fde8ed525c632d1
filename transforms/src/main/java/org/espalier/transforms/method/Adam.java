package org.espalier.transforms.method;

import java.util.ArrayList;
import org.espalier.schemas.ReinforceState;

/**
 * Adam on a handful of numbers; programs have their own in the graph.
 *
 * <p>Source: Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1, with
 * its default decays.
 */
final class Adam {

  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double EPSILON = 1e-8;

  private Adam() {}

  /** One step up the gradient. */
  static ReinforceState ascend(
      ReinforceState.Builder state, double[] gradient, double learningRate) {
    var updates = state.getUpdates() + 1;
    var logits = new ArrayList<>(state.getLogits());
    var first = new ArrayList<>(state.getFirstMoment());
    var second = new ArrayList<>(state.getSecondMoment());
    var firstBias = 1 - Math.pow(FIRST_DECAY, (double) updates);
    var secondBias = 1 - Math.pow(SECOND_DECAY, (double) updates);
    for (var i = 0; i < gradient.length; i++) {
      var slope = gradient[i];
      first.set(i, FIRST_DECAY * first.get(i) + (1 - FIRST_DECAY) * slope);
      second.set(i, SECOND_DECAY * second.get(i) + (1 - SECOND_DECAY) * slope * slope);
      var step = first.get(i) / firstBias / (Math.sqrt(second.get(i) / secondBias) + EPSILON);
      logits.set(i, logits.get(i) + learningRate * step);
    }
    return state
        .setLogits(logits)
        .setFirstMoment(first)
        .setSecondMoment(second)
        .setUpdates(updates)
        .build();
  }
}
