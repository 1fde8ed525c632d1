package org.espalier.models.network.controller;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.OptionRows;
import org.espalier.models.program.HostArray;

/**
 * The controller of ENAS: a recurrent policy that chooses one option after the other. It keeps
 * nothing: everything learned is in {@link ControllerWeights}. Equal arguments give equal results,
 * bit for bit, in every process of a kind of machine. Safe for use by several threads.
 *
 * <p>Source: Pham, Guan, Zoph, Le, Dean, "Efficient neural architecture search via parameter
 * sharing", ICML 2018, in the form in which NAS-Bench-201 has it: operations only.
 */
public final class PathController {

  private final PathControllerShape shape;
  private final Policy policy;

  private PathController(PathControllerShape shape) {
    this.shape = shape;
    this.policy = Policy.of(new PathControllerSource(shape), shape.decisions());
  }

  /** The controller of these sizes. */
  public static PathController of(PathControllerShape shape) {
    return new PathController(shape);
  }

  /** Weights of a controller that has learned nothing: uniform in [-0.1, 0.1). */
  public ControllerWeights initial(RandomGenerator random) {
    return ControllerWeights.initial(shape.parameters(), random);
  }

  /**
   * Draws paths.
   *
   * @param parameters the parameters, [parameters]
   * @param mask which options may be chosen
   * @param draws a uniform number in [0, 1) for each decision, [paths][decisions]
   * @return the option of each decision, [paths][decisions]
   */
  public int[][] propose(float[] parameters, OptionMask mask, float[][] draws) {
    return policy.propose(parameters, inputs(mask), Policy.belowTheSum(draws));
  }

  /**
   * Steps along the policy gradient of one path: more likely where the advantage is positive, less
   * where it is negative.
   *
   * @param updates updates made before
   * @param path the option of each decision
   * @param advantage its reward less the baseline
   */
  public ControllerUpdate learn(
      ControllerWeights weights,
      long updates,
      OptionMask mask,
      int[] path,
      float advantage,
      ControllerRates rates) {
    var paths = new int[][] {path};
    return policy.learn(weights, updates, inputs(mask), paths, new float[] {advantage}, rates);
  }

  private Map<String, HostArray> inputs(OptionMask mask) {
    var rows = new OptionRows(shape.options()).of(mask.floats());
    return Map.of("allowed", HostArray.of(rows, shape.decisions(), shape.width()));
  }
}
