package org.espalier.models.weights;

import java.util.Random;
import org.espalier.models.catalog.GivenArchitecture;

/** Weights for the network of an architecture, drawn from a seed, under the published names. */
final class MadeUpWeights {

  private MadeUpWeights() {}

  /** Some values for each tensor. */
  static Weights of(GivenArchitecture architecture, NetworkForm form, long seed) {
    var layout = Weights.layout(architecture, form);
    var random = new Random(seed);
    var state = new float[layout.size()];
    for (int i = 0; i < state.length; i++) {
      state[i] = random.nextFloat() + 0.1f;
    }
    return new Weights(architecture, form, layout, state);
  }

  /** The same as a torch checkpoint. */
  static TorchWriter torch(Weights weights) {
    var writer = new TorchWriter();
    for (var tensor : weights.names().tensors()) {
      writer.floats(tensor.name(), tensor.shape(), tensor.give(weights.state()));
    }
    return writer;
  }
}
