package org.espalier.models.network;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.FrozenState;
import org.espalier.models.graph.NetworkNames;
import org.espalier.models.graph.NetworkProgram;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.layer.Layout;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.Program;
import org.espalier.models.program.ProgramStore;

/**
 * The network of one architecture, trained alone: a static graph whose batch normalization also
 * keeps running statistics. Of an evaluation network, training drops paths and has a second
 * classifier if the description says so. One caller at a time.
 */
public final class TrainedNetwork implements LoadedNetwork {

  private final NetworkSettings settings;
  private final int[] encoding;
  private final OpenNetwork network;

  private TrainedNetwork(NetworkSettings settings, int[] encoding, OpenNetwork network) {
    this.settings = settings;
    this.encoding = encoding;
    this.network = network;
  }

  /**
   * Loads the network, exporting its program first if need be, with fresh weights drawn from the
   * seed.
   *
   * @param encoding option of each decision
   */
  public static TrainedNetwork open(
      NetworkSettings settings,
      int[] encoding,
      ProgramStore store,
      LoadOptions options,
      long seed) {
    var path = PathCheck.check(settings.network().options(), encoding).clone();
    var program = NetworkProgram.fixed(settings, path);
    var network = OpenNetwork.open(settings, program, store, options, seed);
    return new TrainedNetwork(settings, path, network);
  }

  /**
   * Takes one optimizer step, which also moves the running statistics; no path is dropped.
   *
   * @param rate learning rate, at least 0
   * @param seed of the augmentation
   */
  public StepResult train(Batch batch, float rate, long seed) {
    return train(batch, rate, 0, seed);
  }

  /**
   * Takes one optimizer step, which also moves the running statistics. The loss returned is that of
   * the main classifier. Averages that are kept become the weights.
   *
   * @param rate learning rate, at least 0
   * @param dropPath probability of a path to be dropped for an image, in [0, 1); 0 where the
   *     network drops none
   * @param seed of augmentation, dropped paths and dropped features
   */
  public StepResult train(Batch batch, float rate, float dropPath, long seed) {
    return train(batch, rate, dropPath, 0, seed);
  }

  /**
   * The same, moving the averages.
   *
   * @param averageDecay what averages keep of themselves, in [0, 1); 0 where none are kept
   */
  public StepResult train(Batch batch, float rate, float dropPath, float averageDecay, long seed) {
    boolean drops = settings.network().dropsPaths();
    if (!(dropPath >= 0 && dropPath < 1) || (dropPath > 0 && !drops)) {
      throw new IllegalArgumentException(
          "dropPath must be %s for network %s, was %s"
              .formatted(drops ? "in [0, 1)" : "0", settings.network().name(), dropPath));
    }
    boolean averages = settings.optimizer().averages();
    if (!(averageDecay >= 0 && averageDecay < 1) || (averageDecay > 0 && !averages)) {
      throw new IllegalArgumentException(
          "averageDecay must be %s, was %s"
              .formatted(averages ? "in [0, 1)" : "0 where no averages are kept", averageDecay));
    }
    var inputs = new HashMap<String, HostArray>();
    if (drops) {
      inputs.put(NetworkNames.DROP_PATH, HostArray.scalar(dropPath));
    }
    if (averages) {
      inputs.put(NetworkNames.AVERAGE_DECAY, HostArray.scalar(averageDecay));
    }
    return network.train(NetworkNames.TRAIN, batch, inputs, rate, seed);
  }

  /**
   * Scores by running statistics, without augmentation, and by the averages where they are kept;
   * changes nothing.
   */
  public StepResult evaluate(Batch batch) {
    return network.evaluate(batch);
  }

  /** Scores with statistics of this batch, without augmentation; changes nothing. */
  public StepResult score(Batch batch) {
    return network.score(batch, Map.of());
  }

  /**
   * Moves the running statistics a tenth of the way to those of this batch; changes nothing else.
   */
  public void calibrate(Batch batch) {
    network.run(NetworkNames.CALIBRATE, batch);
  }

  /**
   * Logits by running statistics, and by the averages where they are kept, row by row: [batch,
   * classes]. Labels are not used.
   */
  public float[] infer(Batch batch) {
    return network.run(NetworkNames.INFER, batch).get(NetworkNames.LOGITS).floats();
  }

  /**
   * Takes over every tensor that the other state has under the same name, such as a supernet's, or
   * has as part of one that the options of a layer share.
   */
  public void inherit(Layout from, float[] state) {
    var own = network.state();
    var tensors = new SharedTensors(from, state);
    for (var target : network.layout().slices()) {
      tensors
          .values(target)
          .ifPresent(values -> System.arraycopy(values, 0, own, target.offset(), values.length));
    }
    network.assign(own);
  }

  /**
   * Writes the network as it is now as a SavedModel of its own, its weights constants of the graph,
   * without a second classifier. Its only signature, {@code serving_default}, takes raw {@code
   * images} and returns {@code logits} and {@code probabilities}, both [batch, classes], by running
   * statistics, and by the averages where they are kept.
   *
   * @throws IllegalArgumentException if the folder exists
   */
  public Program export(Path directory) {
    var frozen = new FrozenState(network.layout(), network.layout().averaged(network.state()));
    return ProgramStore.exportTo(NetworkProgram.inference(settings, encoding, frozen), directory);
  }

  @Override
  public OpenNetwork network() {
    return network;
  }
}
