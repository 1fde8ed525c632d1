package org.espalier.transforms.evaluate;

import org.espalier.transforms.method.SearchContext;

/** Refuses the other spaces on behalf of what knows NAS-Bench-201 alone. */
final class Nb201Only {

  private static final String NAME = Nb201Rows.SPACE.name();

  private Nb201Only() {}

  static void check(String what, SearchContext context) {
    if (!context.space().name().equals(NAME)) {
      throw new IllegalArgumentException(
          "%s serves space '%s' only, space was '%s'"
              .formatted(what, NAME, context.space().name()));
    }
  }
}
