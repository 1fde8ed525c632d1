package org.espalier.models.network;

import java.util.List;
import java.util.Map;
import org.espalier.models.data.Batch;
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
 * <p>A choice names one operation for each edge, in the order of the space's encoding; all cells of
 * a type share it. Same settings, seeds and batches give the same weights. One caller at a time.
 */
public final class Supernet implements LoadedNetwork {
  private final RunningNetwork network;
  private final Cells cells;

  private Supernet(RunningNetwork network, Cells cells) {
    this.network = network;
    this.cells = cells;
  }

  /**
   * Loads the network, exporting its program first if need be, with fresh weights drawn from the
   * seed.
   */
  public static Supernet open(
      NetworkSettings settings, ProgramStore store, LoadOptions options, long seed) {
    return open(settings, List.of(), store, options, seed);
  }

  /**
   * The same with some of the operations only.
   *
   * @param allowed which operations are there, [edges, operations] row by row; empty for all.
   *     Others, if chosen, give zeros
   */
  public static Supernet open(
      NetworkSettings settings,
      List<Boolean> allowed,
      ProgramStore store,
      LoadOptions options,
      long seed) {
    var kind = new NetworkKind.SinglePath(allowed);
    return new Supernet(
        RunningNetwork.open(settings, kind, store, options, seed), Cells.of(settings.space()));
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

  /** The gradient of the loss by a gate of value 1 on each edge, with augmentation; no step. */
  public StepResult gates(Batch batch, int[] choice, long seed) {
    return network.credit(NetworkNames.CREDIT, batch, path(choice), seed);
  }

  /** Scores a path with statistics of this batch, without augmentation; changes nothing. */
  public StepResult score(Batch batch, int[] choice) {
    return network.score(batch, path(choice));
  }

  @Override
  public RunningNetwork running() {
    return network;
  }

  private Map<String, HostArray> path(int[] choice) {
    return Map.of(NetworkNames.CHOICE, HostArray.vector(cells.checkChoice(choice)));
  }
}
