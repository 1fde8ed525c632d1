package org.espalier.dataprep.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All files and folders of an input, in memory: an archive's, or what a pattern matches. */
final class PathLevels implements Level.Reader {

  private final List<FoundFile> files = new ArrayList<>();
  private final List<String> folders = new ArrayList<>();

  void addFile(FoundFile file) {
    files.add(file);
  }

  void addFolder(String folder) {
    folders.add(folder + '/');
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  List<FoundFile> files() {
    return files;
  }

  /** The usable file at a path. */
  Optional<FoundFile> file(String path) {
    return files.stream()
        .filter(file -> file.path().equals(path) && file.problem().isEmpty())
        .findFirst();
  }

  @Override
  public Level at(String folder) {
    var level = new Level.Builder();
    for (var file : files) {
      if (file.problem().isEmpty()) {
        child(folder, file.path(), level);
      }
    }
    for (var path : folders) {
      child(folder, path, level);
    }
    return level.build();
  }

  private static void child(String folder, String path, Level.Builder level) {
    if (path.startsWith(folder) && path.length() > folder.length()) {
      int slash = path.indexOf('/', folder.length());
      if (slash < 0) {
        level.file(path.substring(folder.length()));
      } else {
        level.folder(path.substring(folder.length(), slash));
      }
    }
  }
}
