package org.espalier.transforms.supernet;

import java.util.Optional;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.network.Supernet;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.weights.SupernetWeights;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.TensorStore;
import org.jspecify.annotations.Nullable;

/**
 * The supernet of an evaluator: loaded once for each form, its weights exchanged for those that a
 * candidate names. One caller at a time.
 */
public final class LoadedSupernet implements AutoCloseable {

  private static final SupernetForm PATHS = SupernetForm.newBuilder().setMixed(false).build();

  private final NetworkSettings settings;
  private final LoadOptions options;
  private final HeldWeights held;
  private SupernetForm form = PATHS;
  private @Nullable Supernet open;

  /**
   * A supernet of these settings, loaded when first used.
   *
   * @param start its fresh weights; null for random ones
   */
  public LoadedSupernet(
      NetworkSettings settings, LoadOptions options, @Nullable SupernetWeights start) {
    this.settings = settings;
    this.options = options;
    this.held = new HeldWeights(start);
  }

  /** The settings it is built from. */
  public NetworkSettings settings() {
    return settings;
  }

  /**
   * The supernet of a form, with the weights of a name.
   *
   * @param wanted the form; empty for paths with all options
   * @param weights content name; empty for fresh weights
   * @param seed seed of the run: of fresh weights, and of widened ones
   */
  public Supernet with(
      Optional<SupernetForm> wanted, Optional<String> weights, long seed, TensorStore tensors) {
    var supernet = supernet(wanted.orElse(PATHS), seed);
    held.put(supernet, weights, seed, tensors);
    return supernet;
  }

  /** Says that the weights are about to change, so that they no longer are those of their name. */
  public void changing() {
    held.forget();
  }

  /** Keeps the weights of the supernet last asked for; returns their content name. */
  public String keep(TensorStore tensors) {
    var supernet = open;
    if (supernet == null) {
      throw new IllegalStateException("no supernet is loaded whose weights could be kept");
    }
    return held.keep(supernet, tensors);
  }

  private Supernet supernet(SupernetForm wanted, long seed) {
    var current = open;
    if (current == null || !form.equals(wanted)) {
      close();
      current = Supernet.open(settings, wanted, ProgramStore.ofUser(), options, seed);
      open = current;
      form = wanted;
      held.forget();
    }
    return current;
  }

  @Override
  public void close() {
    var current = open;
    if (current != null) {
      open = null;
      held.forget();
      current.close();
    }
  }
}
