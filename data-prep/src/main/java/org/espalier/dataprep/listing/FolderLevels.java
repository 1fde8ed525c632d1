package org.espalier.dataprep.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of this machine, looked into as far as is asked for.
 *
 * @param folder the folder
 */
record FolderLevels(Path folder) implements Level.Reader {

  @Override
  public Level at(String path) {
    var level = new Level.Builder();
    try (var entries = Files.newDirectoryStream(folder.resolve(path))) {
      for (var entry : entries) {
        var name = FolderWalk.nameOf(entry);
        if (Files.isDirectory(entry)) {
          level.folder(name);
        } else if (Files.isRegularFile(entry)) {
          level.file(name);
        }
      }
    } catch (DirectoryIteratorException failure) {
      throw new UncheckedIOException(failure.getCause());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return level.build();
  }
}
