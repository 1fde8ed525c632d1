package org.espalier.transforms.evaluate;

import java.util.Optional;
import org.espalier.models.network.MixedSupernet;
import org.espalier.models.network.NetworkSettings;
import org.espalier.models.network.Supernet;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.SearchContext;
import org.jspecify.annotations.Nullable;

/**
 * The supernet of this process: loaded once for each form, its weights exchanged for those each
 * candidate names.
 */
final class LoadedSupernet implements AutoCloseable {

  /** Name of weights drawn from the seed, before any training. */
  private static final String FRESH = "fresh";

  /** Name of weights that have no name: none are asked for by it. */
  private static final String CHANGED = "";

  private static final SupernetForm PATHS = SupernetForm.newBuilder().setMixed(false).build();

  private final NetworkSettings settings;
  private final LoadOptions options;
  private final SearchContext context;
  private SupernetForm form = PATHS;
  private @Nullable Passes passes;
  private String inside = CHANGED;

  LoadedSupernet(NetworkSettings settings, LoadOptions options, SearchContext context) {
    this.settings = settings;
    this.options = options;
    this.context = context;
  }

  /**
   * The supernet of a form, with the weights of a name.
   *
   * @param wanted the form; empty for paths with all operations
   * @param weights content name; empty for fresh weights
   */
  Passes with(Optional<SupernetForm> wanted, Optional<String> weights) {
    var open = passes(wanted.orElse(PATHS));
    var name = weights.orElse(FRESH);
    if (!inside.equals(name)) {
      var layout = open.layout();
      open.assign(
          weights.isEmpty()
              ? layout.initial(context.seed())
              : NamedWeights.state(layout, name, context.tensors().get(name), context.seed()));
      inside = name;
    }
    return open;
  }

  /** Says that the weights are about to change, so that they no longer are those of their name. */
  void changing() {
    inside = CHANGED;
  }

  /** Keeps the weights; returns their content name. */
  String keep() {
    var open = passes(form);
    inside = context.tensors().put(NamedWeights.of(open.layout(), open.state()));
    return inside;
  }

  private Passes passes(SupernetForm wanted) {
    var open = passes;
    if (open != null && form.equals(wanted)) {
      return open;
    }
    close();
    open = open(wanted);
    passes = open;
    form = wanted;
    inside = FRESH;
    return open;
  }

  private Passes open(SupernetForm wanted) {
    var store = ProgramStore.ofUser();
    var seed = context.seed();
    return wanted.getMixed()
        ? new MixedPasses(
            MixedSupernet.open(
                settings,
                wanted.getPartial(),
                wanted.getEdgeWeights(),
                wanted.getAllowed(),
                store,
                options,
                seed),
            wanted,
            settings.optimizer(),
            context.space().operations().size())
        : new PathPasses(Supernet.open(settings, wanted.getAllowed(), store, options, seed));
  }

  @Override
  public void close() {
    var open = passes;
    if (open != null) {
      passes = null;
      open.close();
    }
  }
}
