package org.espalier.dataprep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.dataprep.listing.Bytes;

/** Half-written files of a killed process: hidden by a dot, and of no use to anyone. */
final class Leftovers {

  private Leftovers() {}

  /** Deletes them; only for the holder of the folder's lock. */
  static void remove(PreparedFolder folder) throws IOException {
    if (Bytes.isRemote(folder.root()) || !Files.isDirectory(Path.of(folder.root()))) {
      return;
    }
    try (var files = Files.walk(Path.of(folder.root()))) {
      for (var file : files.filter(Leftovers::isHalfWritten).toList()) {
        Files.delete(file);
      }
    }
  }

  private static boolean isHalfWritten(Path file) {
    var name = String.valueOf(file.getFileName());
    return name.startsWith(".") && !name.equals(OutputLock.FILE) && Files.isRegularFile(file);
  }
}
