package org.espalier.pipelines;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a run directory lies, as the command line names it. */
final class RunPath {

  private static final String LOCAL = "file://";

  private RunPath() {}

  /**
   * The directory's name without a slash at its end: absolute, or with the scheme of a Beam file
   * system.
   *
   * @throws IllegalArgumentException where no directory can have the name
   */
  static String of(String name) {
    var path = name.startsWith(LOCAL) ? name.substring(LOCAL.length()) : name;
    if (path.isBlank()) {
      throw new IllegalArgumentException("a run directory needs a name, was \"" + name + '"');
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the name of a run directory must hold no control character, was \"" + name + '"');
    }
    return path.contains("://") ? path.replaceAll("(?<=.)/+$", "") : absolute(path);
  }

  private static String absolute(String path) {
    try {
      return Path.of(path).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException unusable) {
      throw new IllegalArgumentException(
          "no directory can have the name \"" + path + "\": " + unusable.getReason(), unusable);
    }
  }
}
