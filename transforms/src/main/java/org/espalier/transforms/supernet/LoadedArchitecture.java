package org.espalier.transforms.supernet;

import java.util.Arrays;
import java.util.Optional;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.network.TrainedNetwork;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.transforms.method.TensorStore;
import org.jspecify.annotations.Nullable;

/**
 * The network of one architecture, trained from scratch: loaded once, its weights exchanged for
 * those that a candidate names. One caller at a time.
 */
public final class LoadedArchitecture implements AutoCloseable {

  private final NetworkSettings settings;
  private final LoadOptions options;
  private final boolean cached;
  private final HeldWeights held = new HeldWeights();
  private int[] encoding = {};
  private @Nullable TrainedNetwork current;

  /**
   * A network of these settings, loaded when first used.
   *
   * @param cached whether the exported program stays in the user's cache, because other processes
   *     or rounds will load it again
   */
  public LoadedArchitecture(NetworkSettings settings, LoadOptions options, boolean cached) {
    this.settings = settings;
    this.options = options;
    this.cached = cached;
  }

  /**
   * The network of an architecture, with the weights of a name.
   *
   * @param wanted option of each decision
   * @param weights content name; empty for fresh weights
   * @param seed of fresh weights
   */
  public TrainedNetwork with(
      int[] wanted, Optional<String> weights, long seed, TensorStore tensors) {
    var network = network(wanted, seed);
    held.put(network, weights, seed, tensors);
    return network;
  }

  /** Says that the weights are about to change, so that they no longer are those of their name. */
  public void changing() {
    held.forget();
  }

  /** Keeps the weights of the network last asked for; returns their content name. */
  public String keep(TensorStore tensors) {
    var network = current;
    if (network == null) {
      throw new IllegalStateException("no network is loaded whose weights could be kept");
    }
    return held.keep(network, tensors);
  }

  private TrainedNetwork network(int[] wanted, long seed) {
    var loaded = current;
    if (loaded == null || !Arrays.equals(encoding, wanted)) {
      close();
      loaded =
          cached
              ? open(wanted, seed, ProgramStore.ofUser())
              : ProgramStore.temporarily(store -> open(wanted, seed, store));
      current = loaded;
      encoding = wanted.clone();
    }
    return loaded;
  }

  private TrainedNetwork open(int[] wanted, long seed, ProgramStore store) {
    return TrainedNetwork.open(settings, wanted, store, options, seed);
  }

  @Override
  public void close() {
    var loaded = current;
    if (loaded != null) {
      current = null;
      held.forget();
      loaded.close();
    }
  }
}
