package org.espalier.models.network;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.models.data.Batch;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.Program;
import org.espalier.models.program.ProgramStore;

/**
 * A network of DARTS cells, trained from scratch with an auxiliary classifier and drop-path. One
 * caller at a time.
 */
public final class DartsEvaluationNetwork implements StandaloneNetwork {
  private final DartsEvaluation settings;
  private final RunningNetwork network;

  private DartsEvaluationNetwork(DartsEvaluation settings, RunningNetwork network) {
    this.settings = settings;
    this.network = network;
  }

  /**
   * Loads the network, exporting its program first if need be, with fresh weights drawn from the
   * seed.
   */
  public static DartsEvaluationNetwork open(
      DartsEvaluation settings, ProgramStore store, LoadOptions options, long seed) {
    var source = new DartsEvaluationProgram(settings);
    var network = RunningNetwork.open(settings.images(), source, store, options, seed);
    return new DartsEvaluationNetwork(settings, network);
  }

  /**
   * Takes one optimizer step, which also moves the running statistics. The loss returned is that of
   * the main classifier.
   *
   * @param rate learning rate, at least 0
   * @param dropPath probability of an edge to be dropped for an image, in [0, 1)
   * @param seed of augmentation and drop-path
   */
  public StepResult train(Batch batch, float rate, float dropPath, long seed) {
    if (!(dropPath >= 0 && dropPath < 1)) {
      throw new IllegalArgumentException("dropPath must be in [0, 1), was " + dropPath);
    }
    var probability = Map.of(NetworkNames.DROP_PATH, HostArray.scalar(dropPath));
    return network.train(NetworkNames.TRAIN, batch, probability, rate, seed);
  }

  /**
   * Writes the network as it is now as a SavedModel of its own, its weights constants of the graph,
   * without the auxiliary classifier. Its only signature, {@code serving_default}, takes raw {@code
   * images} and returns {@code logits} and {@code probabilities}, both [batch, classes], by running
   * statistics.
   *
   * @throws IllegalArgumentException if the folder exists
   */
  public Program export(Path directory) {
    var state = new FrozenState(network.layout(), network.state());
    return ProgramStore.exportTo(new DartsInferenceProgram(settings, state), directory);
  }

  @Override
  public RunningNetwork running() {
    return network;
  }
}
