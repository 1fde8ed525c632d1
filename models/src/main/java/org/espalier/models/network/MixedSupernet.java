package org.espalier.models.network;

import org.espalier.models.data.Batch;
import java.util.Map;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;

/**
 * The weight-sharing network whose edges sum all operations, weighted by what each step is given.
 *
 * <p>A mixture is [edges, operations], row by row: 6 × 5 weights, usually each row summing to 1.
 * One caller at a time.
 */
public final class MixedSupernet implements AutoCloseable {
  private final RunningNetwork network;

  private MixedSupernet(RunningNetwork network) {
    this.network = network;
  }

  /**
   * Loads the network, exporting its program first if need be, with fresh weights drawn from the
   * seed.
   */
  public static MixedSupernet open(
      NetworkSettings settings, ProgramStore store, LoadOptions options, long seed) {
    return new MixedSupernet(
        RunningNetwork.open(settings, new NetworkKind.Mixed(), store, options, seed));
  }

  /**
   * Takes one optimizer step on the shared weights.
   *
   * @param rate learning rate, at least 0
   * @param seed of the augmentation
   */
  public StepResult train(Batch batch, float[] mixture, float rate, long seed) {
    return network.train(NetworkNames.TRAIN, batch, path(mixture), rate, seed);
  }

  /**
   * The same step, and the gradient of the loss by the mixture; with a rate of 0 only the gradient.
   */
  public StepResult trainWithGradient(Batch batch, float[] mixture, float rate, long seed) {
    return network.train(NetworkNames.GRADIENTS, batch, path(mixture), rate, seed);
  }

  /** Scores a mixture with statistics of this batch, without augmentation; changes nothing. */
  public StepResult score(Batch batch, float[] mixture) {
    return network.score(batch, path(mixture));
  }

  /** Order of the tensors in the flat state. */
  public Layout layout() {
    return network.layout();
  }

  /** A copy of the state, in the order of {@link #layout}. */
  public float[] state() {
    return network.state();
  }

  /** Replaces the state. */
  public void assign(float[] state) {
    network.assign(state);
  }

  @Override
  public void close() {
    network.close();
  }

  private static Map<String, HostArray> path(float[] mixture) {
    if (mixture.length != CellEdge.COUNT * CellOperation.COUNT) {
      throw new IllegalArgumentException(
          "mixture must have %d weights, one an edge and operation, has %d"
              .formatted(CellEdge.COUNT * CellOperation.COUNT, mixture.length));
    }
    return Map.of(NetworkNames.MIXTURE, HostArray.of(mixture, CellEdge.COUNT, CellOperation.COUNT));
  }
}
