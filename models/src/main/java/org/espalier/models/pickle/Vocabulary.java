package org.espalier.models.pickle;

import java.util.List;

/** The names that pickles of one kind may call, and what each does: any other ends the reading. */
interface Vocabulary {

  /** What a name stands for. */
  interface Global {

    /** What a call of it makes. */
    Object call(PickleInput in, List<?> arguments);
  }

  /** {@code collections.OrderedDict}, which the reader itself makes. */
  Global ORDERED_DICT =
      (in, arguments) -> {
        throw in.refused("such a thing is not made by calling its type");
      };

  /**
   * What a name stands for.
   *
   * @throws IllegalArgumentException naming it, where it is none of them
   */
  Global named(PickleInput in, String module, String name);

  /** Takes what follows the making of an object. */
  void build(PickleInput in, Object made, Object state);

  /** What a reference to data outside the pickle stands for. */
  default Object persistent(PickleInput in, Object reference) {
    throw in.refused("it refers to data outside itself");
  }

  /** The refusal of a name. */
  static IllegalArgumentException forbidden(PickleInput in, String module, String name) {
    return in.refused(
        "it asks for %s.%s, which these files have no use for: refused, nothing was executed"
            .formatted(Pickle.describe(module), Pickle.describe(name)));
  }
}
