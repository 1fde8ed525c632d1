package org.espalier.models.network;

import org.espalier.models.data.Batch;
import java.util.Map;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;

/**
 * The weight-sharing network of which each step runs a single path: only the chosen operations cost
 * time, and only their weights change.
 *
 * <pre>{@code
 * try (var supernet = Supernet.open(settings, store, LoadOptions.defaults(), seed)) {
 *   var step = supernet.train(batch, new int[] {3, 3, 4, 1, 3, 1}, schedule.rate(0), stepSeed);
 * }
 * }</pre>
 *
 * <p>A choice names one operation for each of the six edges, in the benchmark's orders; all cells
 * share it. Same settings, seeds and batches give the same weights. One caller at a time.
 */
public final class Supernet implements AutoCloseable {
  private final RunningNetwork network;

  private Supernet(RunningNetwork network) {
    this.network = network;
  }

  /**
   * Loads the network, exporting its program first if need be, with fresh weights drawn from the
   * seed.
   */
  public static Supernet open(
      NetworkSettings settings, ProgramStore store, LoadOptions options, long seed) {
    return new Supernet(
        RunningNetwork.open(settings, new NetworkKind.SinglePath(), store, options, seed));
  }

  /**
   * Takes one optimizer step along a path.
   *
   * @param rate learning rate, at least 0
   * @param seed of the augmentation
   * @return loss and correct answers before the step, on the augmented images
   */
  public StepResult train(Batch batch, int[] choice, float rate, long seed) {
    return network.train(NetworkNames.TRAIN, batch, path(choice), rate, seed);
  }

  /** The same step, and the gradient of the loss by a gate of value 1 on each edge. */
  public StepResult trainWithGates(Batch batch, int[] choice, float rate, long seed) {
    return network.train(NetworkNames.GRADIENTS, batch, path(choice), rate, seed);
  }

  /** Scores a path with statistics of this batch, without augmentation; changes nothing. */
  public StepResult score(Batch batch, int[] choice) {
    return network.score(batch, path(choice));
  }

  /** Order of the tensors in the flat state. */
  public Layout layout() {
    return network.layout();
  }

  /** A copy of the state: trained tensors and their momenta, in the order of {@link #layout}. */
  public float[] state() {
    return network.state();
  }

  /**
   * Replaces the state.
   *
   * @throws IllegalArgumentException if it is not as long as the layout
   */
  public void assign(float[] state) {
    network.assign(state);
  }

  @Override
  public void close() {
    network.close();
  }

  private static Map<String, HostArray> path(int[] choice) {
    return Map.of(NetworkNames.CHOICE, HostArray.vector(CellEdge.checkChoice(choice)));
  }
}
