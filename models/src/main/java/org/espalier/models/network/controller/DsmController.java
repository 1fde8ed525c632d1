package org.espalier.models.network.controller;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.ProgramStore;

/**
 * The controller of DSM-NAS, loaded: a graph network over the centres, then a recurrent policy that
 * chooses a centre and edits it. It keeps nothing: everything learnt is in {@link Weights}. Equal
 * arguments give equal results, bit for bit, in every process of a kind of machine. Safe for use by
 * several threads.
 *
 * <p>Source: DSM-NAS, "dynamic subspace" search with the authors' public NAS-Bench-201 entry. What
 * differs: parameters that no result depends on are left out (the sixth, always zero column of
 * every one-hot code, the edges after the last layer, a head that is never used).
 */
public final class DsmController {

  private static final float INITIAL_RANGE = 0.1f;
  private static final ConcurrentMap<ControllerShape, DsmController> LOADED =
      new ConcurrentHashMap<>();

  private final ControllerShape shape;
  private final LoadedProgram program;

  /**
   * All that a controller has learnt: flat arrays of floats, [parameters].
   *
   * @param parameters the parameters
   * @param firstMoment Adam's mean of the gradients
   * @param secondMoment Adam's mean of the squared gradients
   */
  public record Weights(HostArray parameters, HostArray firstMoment, HostArray secondMoment) {}

  /**
   * The graph of subspaces.
   *
   * @param nodes the one-hot code and the accuracy (percent) of each centre, [centres, features]
   * @param order 1 where an edge leads from the row's centre to the column's, which is the better
   *     one, and 0 elsewhere, [centres, centres]
   */
  public record Subspaces(HostArray nodes, HostArray order) {}

  /**
   * Settings of an update.
   *
   * @param learningRate Adam's step, above 0
   * @param weightDecay times the parameters, added to the gradient; at least 0
   * @param entropy weight of the entropy of all choices, at least 0
   */
  public record Rates(double learningRate, double weightDecay, double entropy) {}

  /**
   * An update.
   *
   * @param weights what is known now
   * @param entropy mean entropy of the proposals before the update, nats
   */
  public record Learnt(Weights weights, double entropy) {}

  private DsmController(ControllerShape shape) {
    this.shape = shape;
    // In the calling thread: its operations are too small to hand over.
    this.program =
        LoadedProgram.load(
            ProgramStore.ofUser().export(new ControllerSource(shape)),
            LoadOptions.defaults().withInterOpThreads(-1));
  }

  /** The controller of these sizes, loaded once a process. */
  public static DsmController of(ControllerShape shape) {
    return LOADED.computeIfAbsent(shape, DsmController::new);
  }

  /** The sizes. */
  public ControllerShape shape() {
    return shape;
  }

  /** Weights of a controller that has learnt nothing: uniform in [-0.1, 0.1). */
  public Weights initial(RandomGenerator random) {
    var parameters = new float[shape.parameters()];
    for (var i = 0; i < parameters.length; i++) {
      parameters[i] = (random.nextFloat() * 2 - 1) * INITIAL_RANGE;
    }
    var zeros = HostArray.vector(new float[parameters.length]);
    return new Weights(HostArray.vector(parameters), zeros, zeros);
  }

  /**
   * Draws proposals.
   *
   * @param draws a uniform number in [0, 1) for each choice, [proposals][choices]
   * @return the choices, [proposals][choices]: the centre, then decision and operation of each edit
   */
  public int[][] propose(Weights weights, Subspaces subspaces, float[][] draws) {
    var width = shape.choices();
    var flat = new float[draws.length * width];
    for (var i = 0; i < draws.length; i++) {
      System.arraycopy(draws[i], 0, flat, i * width, width);
    }
    var outputs =
        program.run(
            "propose",
            Map.of(
                "parameters", weights.parameters(),
                "nodes", subspaces.nodes(),
                "order", subspaces.order(),
                "draws", HostArray.of(flat, draws.length, width)));
    var made = outputs.get("choices").ints();
    var choices = new int[draws.length][];
    for (var i = 0; i < draws.length; i++) {
      choices[i] = Arrays.copyOfRange(made, i * width, (i + 1) * width);
    }
    return choices;
  }

  /**
   * Steps along the policy gradient: more likely where the advantage is positive, less where it is
   * negative, averaged over the proposals.
   *
   * @param updates updates made before
   * @param choices what was chosen, [proposals][choices], at least one
   * @param advantages reward of each proposal less the baseline, [proposals]
   */
  public Learnt learn(
      Weights weights,
      long updates,
      Subspaces subspaces,
      int[][] choices,
      float[] advantages,
      Rates rates) {
    var flat = Arrays.stream(choices).flatMapToInt(Arrays::stream).toArray();
    var outputs =
        program.run(
            "learn",
            Map.ofEntries(
                Map.entry("parameters", weights.parameters()),
                Map.entry("first_moment", weights.firstMoment()),
                Map.entry("second_moment", weights.secondMoment()),
                Map.entry("updates", HostArray.scalar((float) updates)),
                Map.entry("nodes", subspaces.nodes()),
                Map.entry("order", subspaces.order()),
                Map.entry("choices", HostArray.of(flat, choices.length, shape.choices())),
                Map.entry("advantages", HostArray.vector(advantages)),
                Map.entry("learning_rate", HostArray.scalar((float) rates.learningRate())),
                Map.entry("weight_decay", HostArray.scalar((float) rates.weightDecay())),
                Map.entry("entropy_weight", HostArray.scalar((float) rates.entropy()))));
    return new Learnt(
        new Weights(
            outputs.get("parameters"), outputs.get("first_moment"), outputs.get("second_moment")),
        outputs.get("entropy").scalarFloat());
  }
}
