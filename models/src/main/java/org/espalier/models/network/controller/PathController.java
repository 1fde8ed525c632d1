package org.espalier.models.network.controller;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import org.espalier.models.network.controller.DsmController.Learnt;
import org.espalier.models.network.controller.DsmController.Rates;
import org.espalier.models.network.controller.DsmController.Weights;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.ProgramStore;

/**
 * The controller of ENAS, loaded: a recurrent policy that chooses one operation after the other. It
 * keeps nothing: everything learnt is in {@link Weights}. Equal arguments give equal results, bit
 * for bit, in every process of a kind of machine. Safe for use by several threads.
 *
 * <p>Source: Pham, Guan, Zoph, Le, Dean, "Efficient neural architecture search via parameter
 * sharing", ICML 2018, in the form in which NAS-Bench-201 has it: operations only.
 */
public final class PathController {

  private static final float INITIAL_RANGE = 0.1f;

  /** Rounded probabilities may sum to less than 1, and what is left must fall to nobody. */
  private static final float BELOW_THE_SUM = 0.99999f;

  private static final ConcurrentMap<PathControllerShape, PathController> LOADED =
      new ConcurrentHashMap<>();

  private final PathControllerShape shape;
  private final LoadedProgram program;

  private PathController(PathControllerShape shape) {
    this.shape = shape;
    // In the calling thread: its operations are too small to hand over.
    this.program =
        LoadedProgram.load(
            ProgramStore.ofUser().export(new PathControllerSource(shape)),
            LoadOptions.defaults().withInterOpThreads(-1));
  }

  /** The controller of these sizes, loaded once a process. */
  public static PathController of(PathControllerShape shape) {
    return LOADED.computeIfAbsent(shape, PathController::new);
  }

  /** Parameters of a controller that has learnt nothing: uniform in [-0.1, 0.1). */
  public float[] initial(RandomGenerator random) {
    var parameters = new float[shape.parameters()];
    for (var i = 0; i < parameters.length; i++) {
      parameters[i] = (random.nextFloat() * 2 - 1) * INITIAL_RANGE;
    }
    return parameters;
  }

  /**
   * Draws paths.
   *
   * @param parameters what is known, [parameters]
   * @param allowed 1 where there is an operation, else 0, [decisions, operations] row by row
   * @param draws a uniform number in [0, 1) for each decision, [paths][decisions]
   * @return the operation of each decision, [paths][decisions]
   */
  public int[][] propose(float[] parameters, float[] allowed, float[][] draws) {
    var width = shape.decisions();
    var flat = new float[draws.length * width];
    for (var i = 0; i < flat.length; i++) {
      flat[i] = draws[i / width][i % width] * BELOW_THE_SUM;
    }
    var made =
        program
            .run(
                "propose",
                Map.of(
                    "parameters", HostArray.vector(parameters),
                    "allowed", allowed(allowed),
                    "draws", HostArray.of(flat, draws.length, width)))
            .get("choices")
            .ints();
    var paths = new int[draws.length][];
    for (var i = 0; i < paths.length; i++) {
      paths[i] = Arrays.copyOfRange(made, i * width, (i + 1) * width);
    }
    return paths;
  }

  /**
   * Steps along the policy gradient of one path: more likely where the advantage is positive, less
   * where it is negative.
   *
   * @param updates updates made before
   * @param path the operation of each decision
   * @param advantage its reward less the baseline
   */
  public Learnt learn(
      Weights weights, long updates, float[] allowed, int[] path, float advantage, Rates rates) {
    var outputs =
        program.run(
            "learn",
            Map.ofEntries(
                Map.entry("parameters", weights.parameters()),
                Map.entry("first_moment", weights.firstMoment()),
                Map.entry("second_moment", weights.secondMoment()),
                Map.entry("updates", HostArray.scalar((float) updates)),
                Map.entry("allowed", allowed(allowed)),
                Map.entry("choices", HostArray.of(path, 1, path.length)),
                Map.entry("advantages", HostArray.vector(advantage)),
                Map.entry("learning_rate", HostArray.scalar((float) rates.learningRate())),
                Map.entry("weight_decay", HostArray.scalar((float) rates.weightDecay())),
                Map.entry("entropy_weight", HostArray.scalar((float) rates.entropy()))));
    return new Learnt(
        new Weights(
            outputs.get("parameters"), outputs.get("first_moment"), outputs.get("second_moment")),
        outputs.get("entropy").scalarFloat());
  }

  private HostArray allowed(float[] allowed) {
    return HostArray.of(allowed, shape.decisions(), shape.operations());
  }
}
