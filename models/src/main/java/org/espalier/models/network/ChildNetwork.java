package org.espalier.models.network;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.models.data.Batch;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.Program;
import org.espalier.models.program.ProgramStore;

/**
 * The network of one genotype, trained alone: a static graph whose batch normalization also keeps
 * running statistics.
 *
 * <p>A choice names one operation for each edge, in the order of the space's encoding. One caller
 * at a time.
 */
public final class ChildNetwork implements StandaloneNetwork {
  private final NetworkSettings settings;
  private final List<Integer> choice;
  private final RunningNetwork network;

  private ChildNetwork(NetworkSettings settings, List<Integer> choice, RunningNetwork network) {
    this.settings = settings;
    this.choice = choice;
    this.network = network;
  }

  /**
   * Loads the network, exporting its program first if need be, with fresh weights drawn from the
   * seed.
   */
  public static ChildNetwork open(
      NetworkSettings settings, int[] choice, ProgramStore store, LoadOptions options, long seed) {
    var operations = Arrays.stream(Cells.of(settings.space()).checkChoice(choice)).boxed().toList();
    return new ChildNetwork(
        settings,
        operations,
        RunningNetwork.open(settings, new NetworkKind.Child(operations), store, options, seed));
  }

  /**
   * Takes one optimizer step, which also moves the running statistics.
   *
   * @param rate learning rate, at least 0
   * @param seed of the augmentation
   */
  public StepResult train(Batch batch, float rate, long seed) {
    return network.train(NetworkNames.TRAIN, batch, Map.of(), rate, seed);
  }

  /**
   * Writes the network as it is now as a SavedModel of its own, its weights constants of the graph.
   * Its only signature, {@code serving_default}, takes raw {@code images} and returns {@code
   * logits} and {@code probabilities}, both [batch, classes], by running statistics.
   *
   * @throws IllegalArgumentException if the folder exists
   */
  public Program export(Path directory) {
    var state = new FrozenState(network.layout(), network.state());
    return ProgramStore.exportTo(new InferenceProgram(settings, choice, state), directory);
  }

  /** Takes over every tensor that the other state has under the same name, such as a supernet's. */
  public void inherit(Layout from, float[] state) {
    var own = network.state();
    for (var source : from.slices()) {
      for (var target : matching(source)) {
        System.arraycopy(state, source.offset(), own, target.offset(), source.size());
      }
    }
    network.assign(own);
  }

  @Override
  public RunningNetwork running() {
    return network;
  }

  private List<Slice> matching(Slice source) {
    return network.layout().slices().stream()
        .filter(s -> s.name().equals(source.name()) && s.shape().equals(source.shape()))
        .toList();
  }
}
