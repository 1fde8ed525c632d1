package org.espalier.pipelines.config;

/** The name of a run: of its directory, in its rows. */
final class RunName {

  private RunName() {}

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException saying what it may hold
   */
  static void check(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}") || name.equalsIgnoreCase("null")) {
      throw new IllegalArgumentException(
          "name must be 1 to 100 letters, digits, '.', '_' or '-', and not null, was \""
              + name
              + '"');
    }
  }
}
