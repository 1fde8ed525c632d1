package org.espalier.models.network.controller;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.ProgramSource;
import org.espalier.models.program.StatelessProgram;

/**
 * The program of a controller: {@code propose} makes choices out of uniform numbers, {@code learn}
 * steps along the policy gradient. Keeps nothing. Safe for use by several threads.
 *
 * @param program the program
 * @param choices choices of a proposal
 */
record Policy(StatelessProgram program, int choices) {

  /** Rounded probabilities may sum to less than 1, and what is left must fall to nobody. */
  private static final float BELOW_THE_SUM = 0.99999f;

  static Policy of(ProgramSource source, int choices) {
    return new Policy(new StatelessProgram(source), choices);
  }

  /** The draws, a little smaller: for choices whose last options may not be there. */
  static float[][] belowTheSum(float[][] draws) {
    var below = new float[draws.length][];
    for (var proposal = 0; proposal < draws.length; proposal++) {
      below[proposal] = draws[proposal].clone();
      for (var choice = 0; choice < below[proposal].length; choice++) {
        below[proposal][choice] *= BELOW_THE_SUM;
      }
    }
    return below;
  }

  /**
   * Makes proposals.
   *
   * @param sight what the controller sees, by name of its input
   * @param draws a uniform number in [0, 1) for each choice, [proposals][choices]
   * @return the choices, [proposals][choices]
   */
  int[][] propose(float[] parameters, Map<String, HostArray> sight, float[][] draws) {
    var flat = new float[draws.length * choices];
    for (var i = 0; i < draws.length; i++) {
      System.arraycopy(draws[i], 0, flat, i * choices, choices);
    }
    var inputs = new HashMap<>(sight);
    inputs.put("parameters", HostArray.vector(parameters));
    inputs.put("draws", HostArray.of(flat, draws.length, choices));
    var made = program.run("propose", inputs).get("choices").ints();
    var proposals = new int[draws.length][];
    for (var i = 0; i < proposals.length; i++) {
      proposals[i] = Arrays.copyOfRange(made, i * choices, (i + 1) * choices);
    }
    return proposals;
  }

  /**
   * Steps along the policy gradient: more likely where the advantage is positive, less where it is
   * negative, averaged over the proposals.
   *
   * @param updates updates made before
   * @param sight what the controller saw, by name of its input
   * @param made what was chosen, [proposals][choices], at least one
   * @param advantages reward of each proposal less the baseline, [proposals]
   */
  ControllerUpdate learn(
      ControllerWeights weights,
      long updates,
      Map<String, HostArray> sight,
      int[][] made,
      float[] advantages,
      ControllerRates rates) {
    var flat = Arrays.stream(made).flatMapToInt(Arrays::stream).toArray();
    var inputs = new HashMap<>(sight);
    inputs.put("parameters", HostArray.vector(weights.parameters()));
    inputs.put("first_moment", HostArray.vector(weights.firstMoment()));
    inputs.put("second_moment", HostArray.vector(weights.secondMoment()));
    inputs.put("updates", HostArray.scalar((float) updates));
    inputs.put("choices", HostArray.of(flat, made.length, choices));
    inputs.put("advantages", HostArray.vector(advantages));
    inputs.put("learning_rate", HostArray.scalar((float) rates.learningRate()));
    inputs.put("weight_decay", HostArray.scalar((float) rates.weightDecay()));
    inputs.put("entropy_weight", HostArray.scalar((float) rates.entropy()));
    var outputs = program.run("learn", inputs);
    return new ControllerUpdate(
        new ControllerWeights(
            outputs.get("parameters").floats(),
            outputs.get("first_moment").floats(),
            outputs.get("second_moment").floats()),
        outputs.get("entropy").scalarFloat());
  }
}
