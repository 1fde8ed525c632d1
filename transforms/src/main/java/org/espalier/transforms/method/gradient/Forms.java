package org.espalier.transforms.method.gradient;

import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.SupernetForm;

/** The supernets that methods ask for. */
final class Forms {

  private Forms() {}

  /** One option of each decision a step. */
  static SupernetForm path(SearchSpace space, boolean includeNone) {
    return form(space, includeNone).setMixed(false).build();
  }

  /** One option of each decision a step, with which others can be compared. */
  static SupernetForm comparedPath(SearchSpace space) {
    return form(space, true).setMixed(false).setCompared(true).build();
  }

  /**
   * All options of each decision at once.
   *
   * @param partial K: the first 1/K of the channels go through the operations
   */
  static SupernetForm mixture(SearchSpace space, boolean includeNone, int partial) {
    return form(space, includeNone).setMixed(true).setPartial(partial).build();
  }

  private static SupernetForm.Builder form(SearchSpace space, boolean includeNone) {
    var mask =
        OptionMask.where(space.options(), position -> includeNone || !isNone(space, position));
    return SupernetForm.newBuilder().setAllowed(mask.toList());
  }

  /** Whether the option at a position outputs zeros, the absence of an edge. */
  static boolean isNone(SearchSpace space, int position) {
    var index = space.options();
    var none = space.decisions().get(index.decision(position)).none();
    return none.isPresent() && none.getAsInt() == index.option(position);
  }

  /** Checks that K divides the channels; other than 1, in spaces of cells only. */
  static void checkPartial(String setting, int partial, SearchSpace space, NetworkSize size) {
    if (partial == 1) {
      return;
    }
    int channels = size.cells(space.name()).channels();
    Settings.check(
        channels % partial == 0,
        setting,
        "a divisor of the " + channels + " channels of the supernet's first cells",
        partial);
  }

  /** Checks that options share tensors only where a step runs one path. */
  static void checkElastic(SupernetForm form, SearchSpace space, NetworkSize size, String method) {
    Settings.check(
        !size.elastic() || !(form.getMixed() || form.getCompared()),
        "evaluator.network.elastic",
        "absent or false with method %s in space %s, as it %s the options of a layer: methods that run one path a step can share tensors"
            .formatted(method, space.name(), form.getMixed() ? "mixes" : "compares"),
        true);
  }
}
