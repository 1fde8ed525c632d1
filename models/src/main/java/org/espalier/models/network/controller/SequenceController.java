package org.espalier.models.network.controller;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.OptionRows;
import org.espalier.models.program.HostArray;

/**
 * The controller of CNAS: a recurrent policy for each cell type, which makes one decision after the
 * other and knows the one before. Which node is read is chosen by attention over embeddings of the
 * nodes, everything else by a linear layer. It keeps nothing: everything learned is in {@link
 * ControllerWeights}. Equal arguments give equal results, bit for bit, in every process of a kind
 * of machine. Safe for use by several threads.
 *
 * <p>Source: Guo et al., "Breaking the curse of space explosion: towards efficient NAS with
 * curriculum search", ICML 2020, <a href="https://arxiv.org/abs/2007.07197">arXiv:2007.07197</a>,
 * and its authors' code. What differs: the layer that chooses operations has an output for each of
 * them, where the code has one for each node, four, and never reaches the others; nodes and
 * operations have tables of embeddings of their own.
 */
public final class SequenceController {

  private final SequenceControllerShape shape;
  private final Policy policy;

  private SequenceController(SequenceControllerShape shape) {
    this.shape = shape;
    this.policy = Policy.of(new SequenceControllerSource(shape), shape.decisions().size());
  }

  /** The controller of these sizes. */
  public static SequenceController of(SequenceControllerShape shape) {
    return new SequenceController(shape);
  }

  /** Weights of a controller that has learned nothing: uniform in [-0.1, 0.1). */
  public ControllerWeights initial(RandomGenerator random) {
    return ControllerWeights.initial(shape.parameters(), random);
  }

  /**
   * Draws architectures.
   *
   * @param parameters the parameters, [parameters]
   * @param mask which options may be chosen; the others have probability 0
   * @param draws a uniform number in [0, 1) for each decision, [proposals][decisions]
   * @return the option of each decision, [proposals][decisions]
   */
  public int[][] propose(float[] parameters, OptionMask mask, float[][] draws) {
    return policy.propose(parameters, inputs(mask), Policy.belowTheSum(draws));
  }

  /**
   * Log-probabilities of architectures, nats.
   *
   * @param choices the option of each decision, [proposals][decisions]
   */
  public float[] logProbabilities(float[] parameters, OptionMask mask, int[][] choices) {
    var inputs = new HashMap<>(inputs(mask));
    inputs.put("parameters", HostArray.vector(parameters));
    var flat = Arrays.stream(choices).flatMapToInt(Arrays::stream).toArray();
    inputs.put("choices", HostArray.of(flat, choices.length, shape.decisions().size()));
    return policy.program().run("weigh", inputs).get("log_probability").floats();
  }

  /**
   * Steps along the policy gradient, averaged over the proposals: more likely where the advantage
   * is positive, less where it is negative.
   *
   * @param updates updates made before
   * @param choices the option of each decision, [proposals][decisions]
   * @param advantages reward of each less the baseline, [proposals]
   * @param clipNorm largest norm of the gradient, above 0
   */
  public ControllerUpdate learn(
      ControllerWeights weights,
      long updates,
      OptionMask mask,
      int[][] choices,
      float[] advantages,
      ControllerRates rates,
      double clipNorm) {
    var inputs = new HashMap<>(inputs(mask));
    inputs.put("clip_norm", HostArray.scalar((float) clipNorm));
    return policy.learn(weights, updates, inputs, choices, advantages, rates);
  }

  private Map<String, HostArray> inputs(OptionMask mask) {
    var rows = new OptionRows(shape.options()).of(mask.floats());
    return Map.of("allowed", HostArray.of(rows, shape.decisions().size(), shape.width()));
  }
}
