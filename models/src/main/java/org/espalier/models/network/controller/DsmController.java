package org.espalier.models.network.controller;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.OptionRows;
import org.espalier.models.program.HostArray;

/**
 * The controller of DSM-NAS: a graph network over the centres, then a recurrent policy that chooses
 * a centre and edits it. It keeps nothing: everything learned is in {@link ControllerWeights}.
 * Equal arguments give equal results, bit for bit, in every process of a kind of machine. Safe for
 * use by several threads.
 *
 * <p>Source: DSM-NAS, "dynamic subspace" search with the authors' public NAS-Bench-201 entry. What
 * differs: parameters that no result depends on are left out (the sixth, always zero column of
 * every one-hot code, the edges after the last layer, a head that is never used).
 */
public final class DsmController {

  private final ControllerShape shape;
  private final Policy policy;

  /**
   * The graph of subspaces.
   *
   * @param nodes the one-hot code and the accuracy (percent) of each centre, [centres, features]
   *     row by row
   * @param order 1 where an edge leads from the row's centre to the column's, which is the better
   *     one, and 0 elsewhere, [centres, centres] row by row
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Subspaces(float[] nodes, float[] order) {}

  private DsmController(ControllerShape shape) {
    this.shape = shape;
    this.policy = Policy.of(new ControllerSource(shape), shape.choices());
  }

  /** The controller of these sizes. */
  public static DsmController of(ControllerShape shape) {
    return new DsmController(shape);
  }

  /** The sizes. */
  public ControllerShape shape() {
    return shape;
  }

  /** Weights of a controller that has learned nothing: uniform in [-0.1, 0.1). */
  public ControllerWeights initial(RandomGenerator random) {
    return ControllerWeights.initial(shape.parameters(), random);
  }

  /**
   * Draws proposals.
   *
   * @param draws a uniform number in [0, 1) for each choice, [proposals][choices]
   * @return the choices, [proposals][choices]: the centre, then decision and option of each edit
   */
  public int[][] propose(ControllerWeights weights, Subspaces subspaces, float[][] draws) {
    var isRectangle = new OptionRows(shape.options()).isRectangle();
    return policy.propose(
        weights.parameters(), inputs(subspaces), isRectangle ? draws : Policy.belowTheSum(draws));
  }

  /**
   * Steps along the policy gradient: more likely where the advantage is positive, less where it is
   * negative, averaged over the proposals.
   *
   * @param updates updates made before
   * @param choices what was chosen, [proposals][choices], at least one
   * @param advantages reward of each proposal less the baseline, [proposals]
   */
  public ControllerUpdate learn(
      ControllerWeights weights,
      long updates,
      Subspaces subspaces,
      int[][] choices,
      float[] advantages,
      ControllerRates rates) {
    return policy.learn(weights, updates, inputs(subspaces), choices, advantages, rates);
  }

  private Map<String, HostArray> inputs(Subspaces subspaces) {
    int centres = shape.centres();
    return Map.of(
        "nodes", HostArray.of(subspaces.nodes(), centres, shape.features()),
        "order", HostArray.of(subspaces.order(), centres, centres));
  }
}
