package org.espalier.transforms.supernet;

import java.util.Optional;
import org.espalier.models.network.LoadedNetwork;
import org.espalier.transforms.method.TensorStore;

/**
 * Which stored weights a loaded network holds, so that they are exchanged only where others are
 * asked for. One caller at a time.
 */
final class HeldWeights {

  /** Name of the weights inside; empty where they have none. */
  private Optional<String> inside = Optional.empty();

  /**
   * Gives a network the weights of a name, unless it has them.
   *
   * @param weights content name; empty for fresh weights
   * @param seed of fresh weights, and of widened ones
   */
  void put(LoadedNetwork network, Optional<String> weights, long seed, TensorStore tensors) {
    var name = weights.orElse("fresh from seed " + seed);
    if (!inside.equals(Optional.of(name))) {
      network.assign(
          weights.isEmpty()
              ? network.initial(seed)
              : NamedWeights.state(network.layout(), name, tensors.get(name), seed));
      inside = Optional.of(name);
    }
  }

  /** Says that the weights are no longer those of their name. */
  void forget() {
    inside = Optional.empty();
  }

  /** Keeps the weights of the network; returns their content name. */
  String keep(LoadedNetwork network, TensorStore tensors) {
    var name = tensors.put(NamedWeights.of(network.layout(), network.state()));
    inside = Optional.of(name);
    return name;
  }
}
