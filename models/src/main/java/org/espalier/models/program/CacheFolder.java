package org.espalier.models.program;

import java.nio.file.Path;

/**
 * The folder of this user for what can always be made again: {@code -Despalier.cache}, else
 * ~/.cache/espalier.
 */
public final class CacheFolder {
  /** System property naming the folder. */
  public static final String PROPERTY = "espalier.cache";

  private CacheFolder() {}

  /** The folder, which need not exist yet. */
  public static Path path() {
    var set = System.getProperty(PROPERTY);
    return set == null || set.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "espalier")
        : Path.of(set);
  }
}
