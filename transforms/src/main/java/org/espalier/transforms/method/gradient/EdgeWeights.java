package org.espalier.transforms.method.gradient;

import org.espalier.models.space.SearchSpace;

/**
 * The weight of each edge among those that enter the same node of the same cell: a softmax of the
 * edges' own parameters.
 *
 * <p>Source: Xu et al., "PC-DARTS: partial channel connections for memory-efficient architecture
 * search", ICLR 2020, section 3.3.
 *
 * @param space whose edges these are
 * @param values the weights, [edges]
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step, is never compared
record EdgeWeights(SearchSpace space, double[] values) {

  static EdgeWeights of(double[] logits, SearchSpace space) {
    var values = new double[logits.length];
    for (var edge = 0; edge < values.length; edge++) {
      var sum = 0.0;
      for (var other = 0; other < values.length; other++) {
        sum += together(space, edge, other) ? Math.exp(logits[other] - logits[edge]) : 0;
      }
      values[edge] = 1 / sum;
    }
    return new EdgeWeights(space, values);
  }

  /** The gradient by the parameters, from that by the weights. */
  double[] gradient(double[] outputGradient) {
    var gradient = new double[values.length];
    for (var edge = 0; edge < values.length; edge++) {
      var mean = 0.0;
      for (var other = 0; other < values.length; other++) {
        mean += together(space, edge, other) ? values[other] * outputGradient[other] : 0;
      }
      gradient[edge] = values[edge] * (outputGradient[edge] - mean);
    }
    return gradient;
  }

  private static boolean together(SearchSpace space, int edge, int other) {
    var one = space.decisions().get(edge).edge().orElseThrow();
    var two = space.decisions().get(other).edge().orElseThrow();
    return one.cell() == two.cell() && one.target() == two.target();
  }
}
