package org.espalier.transforms.evaluate;

import org.espalier.transforms.method.Frame;

/** Refuses the other spaces on behalf of what knows NAS-Bench-201 alone. */
final class Nb201Only {

  private static final String NAME = Nb201Rows.SPACE.name();

  private Nb201Only() {}

  static void check(String what, Frame frame) {
    if (!frame.space().name().equals(NAME)) {
      throw new IllegalArgumentException(
          "%s serves space '%s' only, space was '%s'".formatted(what, NAME, frame.space().name()));
    }
  }
}
