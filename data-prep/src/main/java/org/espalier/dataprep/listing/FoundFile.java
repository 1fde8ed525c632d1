package org.espalier.dataprep.listing;

import java.util.Optional;

/**
 * A file of an input, before anybody has looked at its name or content.
 *
 * @param path where it is in the input, its parts divided by slashes
 * @param file the file that holds its bytes: itself, or a tar
 * @param offset position of its first byte in that file
 * @param bytes its length; -1 where nobody asked
 * @param problem why there is nothing to read, as far as the file system says
 */
record FoundFile(String path, String file, long offset, long bytes, Optional<PassedOver> problem) {

  static FoundFile whole(String path, String file, long bytes) {
    return new FoundFile(path, file, 0, bytes, Optional.empty());
  }

  static FoundFile unusable(String path, PassedOver problem) {
    return new FoundFile(path, "", 0, 0, Optional.of(problem));
  }

  /** The same file under another path. */
  FoundFile at(String newPath) {
    return new FoundFile(newPath, file, offset, bytes, problem);
  }
}
