package org.espalier.transforms.method.gradient;

import java.util.List;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.EdgeSpace;
import org.espalier.schemas.SupernetForm;

/** The supernets that methods ask for. */
final class Forms {

  private Forms() {}

  /** One operation of each edge a step. */
  static SupernetForm path(EdgeSpace space, boolean includeNone) {
    return form(space, includeNone).setMixed(false).build();
  }

  /**
   * All operations of each edge at once.
   *
   * @param partial K: the first 1/K of the channels go through the operations
   */
  static SupernetForm mixture(EdgeSpace space, boolean includeNone, int partial) {
    return form(space, includeNone).setMixed(true).setPartial(partial).build();
  }

  private static SupernetForm.Builder form(EdgeSpace space, boolean includeNone) {
    return SupernetForm.newBuilder().setAllowed(allowed(space, includeNone));
  }

  private static List<Boolean> allowed(EdgeSpace space, boolean includeNone) {
    return Choices.everywhere(space, operation -> includeNone || operation != space.none());
  }

  /** Checks that K divides the channels. */
  static void checkPartial(String setting, int partial, int channels) {
    Settings.check(
        channels % partial == 0,
        setting,
        "a divisor of the " + channels + " channels of the supernet's first cells",
        partial);
  }
}
