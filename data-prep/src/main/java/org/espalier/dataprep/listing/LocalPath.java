package org.espalier.dataprep.listing;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of this machine, as they are written: plain, or with {@code file:} before them. */
public final class LocalPath {

  private static final String SCHEME = "file:";

  private LocalPath() {}

  /** Whether a path is one of Beam's other file systems. */
  public static boolean isRemote(String path) {
    return path.contains("://") && !path.startsWith(SCHEME);
  }

  /**
   * A path of this machine; what follows {@code file://} is taken as it stands, or where there is
   * no such file, with its percent signs decoded.
   *
   * @throws IllegalArgumentException saying which setting to change, where this process cannot
   *     express the name
   */
  public static Path of(String path) {
    try {
      if (!path.startsWith(SCHEME)) {
        return Path.of(path);
      }
      var plain = Path.of(path.substring(SCHEME.length()).replaceFirst("^/{2,}", "/"));
      return path.indexOf('%') >= 0 && !Files.exists(plain) ? Path.of(URI.create(path)) : plain;
    } catch (InvalidPathException inexpressible) {
      throw new IllegalArgumentException(Names.wrongLocale(path), inexpressible);
    }
  }
}
