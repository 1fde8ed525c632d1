package org.espalier.runners.command;

import java.nio.file.Path;
import org.espalier.dataprep.listing.LocalPath;
import picocli.CommandLine.ITypeConverter;

/** What {@code --output} names where only a local file or folder will do. */
final class LocalOutput implements ITypeConverter<Path> {

  private LocalOutput() {}

  /**
   * The path.
   *
   * @throws IllegalArgumentException where it lies on another file system
   */
  static Path of(String output) {
    if (LocalPath.isRemote(output)) {
      throw new IllegalArgumentException("--output must be a local path, was " + output);
    }
    return LocalPath.of(output);
  }

  @Override
  public Path convert(String output) {
    return of(output);
  }
}
