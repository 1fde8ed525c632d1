package org.espalier.transforms.supernet;

import java.util.Optional;
import org.espalier.models.network.LoadedNetwork;
import org.espalier.models.weights.SupernetWeights;
import org.espalier.transforms.method.TensorStore;
import org.jspecify.annotations.Nullable;

/**
 * Which stored weights a loaded network holds, so that they are exchanged only where others are
 * asked for. One caller at a time.
 */
final class HeldWeights {

  private final @Nullable SupernetWeights start;

  /** Name of the weights inside; empty where they have none. */
  private Optional<String> inside = Optional.empty();

  /** Fresh weights are random. */
  HeldWeights() {
    this(null);
  }

  /** Fresh weights are those given, or random ones where none are. */
  HeldWeights(@Nullable SupernetWeights start) {
    this.start = start;
  }

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
              ? fresh(network, seed)
              : NamedWeights.state(network.layout(), name, tensors.get(name), seed));
      inside = Optional.of(name);
    }
  }

  private float[] fresh(LoadedNetwork network, long seed) {
    var random = network.initial(seed);
    return start == null ? random : start.over(network.layout(), random);
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
