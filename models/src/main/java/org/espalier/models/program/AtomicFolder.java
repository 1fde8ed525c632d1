package org.espalier.models.program;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/** A folder that appears complete or not at all, however many processes write it at once. */
final class AtomicFolder {
  /** Fills an empty folder. */
  interface Filling {
    void fill(Path temporary) throws IOException;
  }

  private AtomicFolder() {}

  /**
   * Fills a temporary folder beside the target and renames it; if another process was first, its
   * folder stays.
   */
  static void write(Path target, Filling filling) throws IOException {
    var parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("folder must have a parent, was " + target);
    }
    Files.createDirectories(parent);
    var temporary = Files.createTempDirectory(parent, ".writing-");
    try {
      filling.fill(temporary);
      move(temporary, target);
    } finally {
      delete(temporary);
    }
  }

  private static void move(Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (IOException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  /** Deletes a folder with all in it. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
