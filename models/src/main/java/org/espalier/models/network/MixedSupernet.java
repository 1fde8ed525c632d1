package org.espalier.models.network;

import java.util.List;
import java.util.Map;
import org.espalier.models.data.Batch;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;

/**
 * The weight-sharing network whose edges sum all operations, weighted by what each step is given.
 * One caller at a time.
 */
public final class MixedSupernet implements LoadedNetwork {
  private final RunningNetwork network;
  private final Cells cells;
  private final boolean edgeWeights;

  private MixedSupernet(RunningNetwork network, Cells cells, boolean edgeWeights) {
    this.network = network;
    this.cells = cells;
    this.edgeWeights = edgeWeights;
  }

  /**
   * Loads the network with all operations on all channels, exporting its program first if need be,
   * with fresh weights drawn from the seed.
   */
  public static MixedSupernet open(
      NetworkSettings settings, ProgramStore store, LoadOptions options, long seed) {
    return open(settings, 1, false, List.of(), store, options, seed);
  }

  /**
   * The same on some of the channels, with some of the operations.
   *
   * @param partial K: operations see the first 1/K of the channels; divides the channels
   * @param edgeWeights whether edges have weights too
   * @param allowed which operations are there, [edges, operations] row by row; empty for all
   * @throws IllegalArgumentException if K does not divide the channels or an edge has no operation
   */
  public static MixedSupernet open(
      NetworkSettings settings,
      int partial,
      boolean edgeWeights,
      List<Boolean> allowed,
      ProgramStore store,
      LoadOptions options,
      long seed) {
    var kind = new NetworkKind.Mixed(partial, edgeWeights, List.copyOf(allowed));
    return new MixedSupernet(
        RunningNetwork.open(settings, kind, store, options, seed),
        Cells.of(settings.space()),
        edgeWeights);
  }

  /**
   * Takes one optimizer step on the shared weights.
   *
   * @param rate learning rate, at least 0
   * @param seed of the augmentation
   */
  public StepResult train(Batch batch, Mixture mixture, float rate, long seed) {
    return network.train(NetworkNames.TRAIN, batch, inputs(mixture), rate, seed);
  }

  /** The same step, and the gradient of the loss by the mixture. */
  public StepResult trainWithGradient(Batch batch, Mixture mixture, float rate, long seed) {
    return network.train(NetworkNames.GRADIENTS, batch, inputs(mixture), rate, seed);
  }

  /** The gradient of the loss by the mixture, with augmentation; no step. */
  public StepResult gradient(Batch batch, Mixture mixture, long seed) {
    return network.credit(NetworkNames.CREDIT, batch, inputs(mixture), seed);
  }

  /** The same, and the gradient by the trained tensors, in the order of {@link #layout}. */
  Slope slope(Batch batch, Mixture mixture, long seed) {
    var outputs = network.pass(NetworkNames.SLOPES, batch, inputs(mixture), seed);
    return new Slope(
        RunningNetwork.result(batch, outputs), outputs.get(NetworkNames.OF_WEIGHTS).floats());
  }

  /**
   * What {@link #slope} gives.
   *
   * @param step loss, correct answers and the gradient by the mixture
   * @param ofWeights gradient by the trained tensors
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Slope(StepResult step, float[] ofWeights) {}

  /** Scores a mixture with statistics of this batch, without augmentation; changes nothing. */
  public StepResult score(Batch batch, Mixture mixture) {
    return network.score(batch, inputs(mixture));
  }

  @Override
  public RunningNetwork running() {
    return network;
  }

  private Map<String, HostArray> inputs(Mixture mixture) {
    int rows = cells.edges();
    int columns = cells.operations().size();
    check("operation", mixture.operations().length, rows * columns);
    check("edge", mixture.edges().length, edgeWeights ? rows : 0);
    var weights = HostArray.of(mixture.operations(), rows, columns);
    return edgeWeights
        ? Map.of(
            NetworkNames.MIXTURE,
            weights,
            NetworkNames.EDGE_WEIGHTS,
            HostArray.vector(mixture.edges()))
        : Map.of(NetworkNames.MIXTURE, weights);
  }

  private static void check(String what, int has, int wanted) {
    if (has != wanted) {
      throw new IllegalArgumentException(
          "mixture must have %d %s weights, has %d".formatted(wanted, what, has));
    }
  }
}
