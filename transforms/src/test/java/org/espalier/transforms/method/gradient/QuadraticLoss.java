package org.espalier.transforms.method.gradient;

import org.espalier.models.numbers.Floats;
import org.espalier.models.space.EdgeSpace;

/**
 * A made-up loss in place of a supernet: the mean over the edges of ½ Σ (m − t)², with m the
 * weights of the operations and t a target that wants the operation {@code (edge + 1) % operations}
 * on each edge.
 *
 * @param space the space
 */
record QuadraticLoss(EdgeSpace space) {

  /** The operation that the loss wants on an edge. */
  int wanted(int edge) {
    return (edge + 1) % space.operations().size();
  }

  /** Weights of all operations that a draw amounts to; weights of edges do not matter. */
  private double[] weights(Draw draw) {
    if (draw.path().length == 0) {
      return Floats.doubles(draw.mixture());
    }
    var weights = new double[space.edges().size() * space.operations().size()];
    for (var edge = 0; edge < draw.path().length; edge++) {
      weights[edge * space.operations().size() + draw.path()[edge]] = 1;
    }
    return weights;
  }

  double loss(Draw draw) {
    var loss = 0.0;
    for (var difference : differences(weights(draw))) {
      loss += difference * difference / 2;
    }
    return loss / space.edges().size();
  }

  /** Of the loss, in the layout that {@link Learner#learn} takes. */
  float[] gradient(Draw draw) {
    var differences = differences(weights(draw));
    if (draw.path().length == 0) {
      var gradient = new float[differences.length + draw.edgeWeights().length];
      for (var i = 0; i < differences.length; i++) {
        gradient[i] = (float) differences[i] / space.edges().size();
      }
      return gradient;
    }
    // By a gate: only the weight of the sampled operation is multiplied by it. A net's gates are
    // negative where the operation helps.
    var gates = new float[draw.path().length];
    for (var edge = 0; edge < gates.length; edge++) {
      gates[edge] = draw.path()[edge] == wanted(edge) ? -1 : 1;
    }
    return gates;
  }

  private double[] differences(double[] weights) {
    var differences = weights.clone();
    for (var edge = 0; edge < space.edges().size(); edge++) {
      differences[edge * space.operations().size() + wanted(edge)] -= 1;
    }
    return differences;
  }
}
