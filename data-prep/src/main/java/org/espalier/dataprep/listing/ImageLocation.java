package org.espalier.dataprep.listing;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.espalier.transforms.files.StoredFiles;

/**
 * A piece of an input that is listed on its own.
 *
 * @param kind what it is
 * @param path the folder, the file, or the folder that a pattern begins in
 * @param prefix its path in the input; empty, or with a slash at its end
 * @param pattern what a pattern says of the paths below it; empty for other kinds
 * @param offset position of a tar within the file
 * @param bytes length of that tar; -1 for the whole file
 * @param apart tars in it that are pieces of their own
 */
record ImageLocation(
    Kind kind,
    String path,
    String prefix,
    String pattern,
    long offset,
    long bytes,
    Set<String> apart)
    implements Serializable {

  /** What a piece can be. */
  enum Kind {
    /** A folder on this machine, with all below it. */
    FOLDER,
    /** What lies directly in a folder on this machine. */
    FILES,
    /** What a pattern matches on this machine. */
    PATTERN,
    /** What a pattern matches on any of Beam's other file systems. */
    REMOTE,
    /** A tar. */
    TAR,
    /** A tar among others, the images of one class. */
    CLASS_TAR
  }

  ImageLocation {
    apart = Set.copyOf(apart);
  }

  static ImageLocation folder(Path folder, String prefix) {
    return new ImageLocation(Kind.FOLDER, folder.toString(), prefix, "", 0, -1, Set.of());
  }

  static ImageLocation files(Path folder, String prefix, Set<String> apart) {
    return new ImageLocation(Kind.FILES, folder.toString(), prefix, "", 0, -1, apart);
  }

  static ImageLocation tar(String file, String prefix, Set<String> apart) {
    return new ImageLocation(Kind.TAR, file, prefix, "", 0, -1, apart);
  }

  static ImageLocation classTar(String file, String prefix, long offset, long bytes) {
    return new ImageLocation(Kind.CLASS_TAR, file, prefix, "", offset, bytes, Set.of());
  }

  /** The same with tars that are pieces of their own. */
  ImageLocation without(Set<String> tars) {
    return new ImageLocation(kind, path, prefix, pattern, offset, bytes, tars);
  }

  /**
   * Lists it, in any order.
   *
   * @param files told of each file
   * @param folders told of the path of each folder
   */
  void list(Consumer<FoundFile> files, Consumer<String> folders) {
    Consumer<FoundFile> own =
        file -> {
          if (apart.isEmpty() || !apart.contains(file.path())) {
            files.accept(file);
          }
        };
    try {
      switch (kind) {
        case FOLDER -> {
          folders.accept(prefix.substring(0, prefix.length() - 1));
          new FolderWalk(own, folders, all -> true).below(Path.of(path), prefix);
        }
        case FILES -> new FolderWalk(own, folders, all -> true).directlyIn(Path.of(path), prefix);
        case PATTERN -> new FolderWalk(own, folders, matcher()).below(Path.of(path), prefix);
        case REMOTE -> listRemote(own);
        case TAR -> tree(file -> own.accept(file.at(prefix + file.path())), folders).list();
        case CLASS_TAR -> listClassTar(own, folders);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + path, failure);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Predicate<Path> matcher() {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern)::matches;
  }

  private void listRemote(Consumer<FoundFile> files) throws IOException {
    for (var match : StoredFiles.match(path + pattern)) {
      var name = match.resourceId().toString();
      // Object stores mark what looks like a folder with an object of no name.
      if (!name.endsWith("/")) {
        var below = name.startsWith(path) ? name.substring(path.length()) : name;
        files.accept(FoundFile.whole(prefix + below, name, match.sizeBytes()));
      }
    }
  }

  private TarTree tree(Consumer<FoundFile> files, Consumer<String> folders) {
    return new TarTree(
        path, Tar.entries(path, offset, bytes), files, folder -> folders.accept(prefix + folder));
  }

  /** A class's tar may or may not repeat the name of the class as a folder. */
  private void listClassTar(Consumer<FoundFile> files, Consumer<String> folders) {
    var name = prefix.substring(prefix.lastIndexOf('/', prefix.length() - 2) + 1);
    var withImages = new HashSet<String>();
    var found = new ArrayList<FoundFile>();
    tree(
            file -> {
              var below = file.path();
              found.add(file.at(below.startsWith(name) ? below.substring(name.length()) : below));
            },
            folder -> {})
        .list();
    for (var file : found) {
      if (file.problem().isEmpty()
          && !InputRule.isHidden(file.path())
          && Names.isImage(file.path())) {
        withImages.add(file.path().substring(0, file.path().indexOf('/') + 1));
      }
    }
    if (withImages.size() > 1 && !withImages.contains("")) {
      throw new IllegalArgumentException(
          "%s lies among others and holds images in %d folders (%s…): is it a class, or a part of a data set? Unpack it, or give it alone"
              .formatted(path + '/' + prefix, withImages.size(), List.copyOf(withImages).get(0)));
    }
    folders.accept(prefix.substring(0, prefix.length() - 1));
    found.forEach(file -> files.accept(file.at(prefix + file.path())));
  }
}
