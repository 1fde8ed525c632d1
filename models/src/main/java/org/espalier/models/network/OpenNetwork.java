package org.espalier.models.network;

import java.util.HashMap;
import java.util.Map;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkNames;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.layer.Initialization;
import org.espalier.models.layer.Layout;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.Outputs;
import org.espalier.models.program.ProgramSource;
import org.espalier.models.program.ProgramStore;

/** A loaded program of a network with its state, which {@link LoadedNetwork}s have in common. */
public final class OpenNetwork implements AutoCloseable {
  private final ImageSettings images;
  private final Initialization initialization;
  private final LoadedProgram program;
  private final Layout layout;

  private OpenNetwork(NetworkSettings settings, LoadedProgram program, Layout layout) {
    this.images = settings.images();
    this.initialization = settings.layers().initialization();
    this.program = program;
    this.layout = layout;
  }

  /** Loads a program, with fresh weights. */
  static OpenNetwork open(
      NetworkSettings settings,
      ProgramSource source,
      ProgramStore store,
      LoadOptions options,
      long seed) {
    var program = store.export(source);
    var layout = Layout.parse(program.attachment(Layout.FILE));
    var loaded = LoadedProgram.load(program, options);
    var network = new OpenNetwork(settings, loaded, layout);
    network.assign(network.initial(seed));
    return network;
  }

  Layout layout() {
    return layout;
  }

  /** A fresh state as the settings have it start. */
  float[] initial(long seed) {
    return layout.initial(seed, initialization);
  }

  StepResult train(
      String signature, Batch batch, Map<String, HostArray> path, float rate, long seed) {
    var inputs = inputs(batch, path);
    inputs.put(NetworkNames.LEARNING_RATE, HostArray.scalar(rate));
    inputs.put(NetworkNames.SEED, HostArray.scalar(seed));
    return result(batch, program.run(signature, inputs));
  }

  /** The outputs of a training pass without an update. */
  Outputs pass(String signature, Batch batch, Map<String, HostArray> path, long seed) {
    var inputs = inputs(batch, path);
    inputs.put(NetworkNames.SEED, HostArray.scalar(seed));
    return program.run(signature, inputs);
  }

  /** The outputs of a pass without augmentation. */
  Outputs pass(String signature, Batch batch, Map<String, HostArray> inputs) {
    return program.run(signature, inputs(batch, inputs));
  }

  /** Runs what sees no images. */
  void run(String signature, Map<String, HostArray> inputs) {
    program.run(signature, inputs);
  }

  int classes() {
    return images.classes();
  }

  StepResult score(Batch batch, Map<String, HostArray> path) {
    return result(batch, program.run(NetworkNames.SCORE, inputs(batch, path)));
  }

  StepResult compare(Batch batch, Map<String, HostArray> path) {
    return result(batch, program.run(NetworkNames.COMPARE, inputs(batch, path)));
  }

  /** Scores by running statistics. */
  StepResult evaluate(Batch batch) {
    return result(batch, program.run(NetworkNames.EVALUATE, inputs(batch, Map.of())));
  }

  Outputs run(String signature, Batch batch) {
    return program.run(signature, Map.of(NetworkNames.IMAGES, images(batch)));
  }

  float[] state() {
    return program.run(NetworkNames.STATE, Map.of()).get(NetworkNames.STATE).floats();
  }

  void assign(float[] state) {
    if (state.length != layout.size()) {
      throw new IllegalArgumentException(
          "state must have %d values, has %d".formatted(layout.size(), state.length));
    }
    program.run(NetworkNames.ASSIGN, Map.of(NetworkNames.STATE, HostArray.vector(state)));
  }

  @Override
  public void close() {
    program.close();
  }

  /////////////////////////////////////////////////////////////////////////////

  private Map<String, HostArray> inputs(Batch batch, Map<String, HostArray> path) {
    var inputs = new HashMap<>(path);
    inputs.put(NetworkNames.IMAGES, images(batch));
    inputs.put(NetworkNames.LABELS, HostArray.vector(batch.labels()));
    return inputs;
  }

  private HostArray images(Batch batch) {
    check(batch);
    var shape = images.inputShape();
    shape[0] = batch.size();
    return HostArray.of(batch.images(), shape);
  }

  private void check(Batch batch) {
    long wanted = (long) batch.size() * images.bytes();
    if (batch.size() == 0 || batch.images().remaining() != wanted) {
      throw new IllegalArgumentException(
          "batch of %d labels needs at least one image and %d bytes, has %d"
              .formatted(batch.size(), wanted, batch.images().remaining()));
    }
    for (int label : batch.labels()) {
      // TensorFlow takes a label out of range for a class that no image has.
      if (label < 0 || label >= images.classes()) {
        throw new IllegalArgumentException(
            "label must be in [0, %d), was %d".formatted(images.classes(), label));
      }
    }
  }

  static StepResult result(Batch batch, Outputs outputs) {
    var gradient = outputs.arrays().get(NetworkNames.GRADIENT);
    var top5 = outputs.arrays().get(NetworkNames.CORRECT_TOP5);
    return new StepResult(
        outputs.get(NetworkNames.LOSS).scalarFloat(),
        outputs.get(NetworkNames.CORRECT).scalarInt(),
        top5 == null ? 0 : top5.scalarInt(),
        batch.size(),
        gradient == null ? new float[0] : gradient.floats());
  }
}
