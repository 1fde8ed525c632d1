package org.espalier.models.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An exported program: a folder holding a SavedModel with named signatures.
 *
 * @param name short name, as its source has it
 * @param hash content hash, 32 hexadecimal digits
 * @param directory folder of {@code saved_model.pb}
 */
public record Program(String name, String hash, Path directory) {
  static final String FILE = "saved_model.pb";
  static final String ATTACHMENTS = "assets.extra";

  /** Checks that the folder holds a SavedModel. */
  public Program {
    if (!Files.isRegularFile(directory.resolve(FILE))) {
      throw new IllegalArgumentException(
          "program folder %s holds no %s: export it again with ProgramStore"
              .formatted(directory, FILE));
    }
  }

  /**
   * A file that its source attached.
   *
   * @throws UncheckedIOException if there is none of this name; names the file
   */
  public byte[] attachment(String file) {
    var path = directory.resolve(ATTACHMENTS).resolve(file);
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
