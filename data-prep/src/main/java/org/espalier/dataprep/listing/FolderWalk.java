package org.espalier.dataprep.listing;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Finds the files below a folder of this machine, through symbolic links. */
final class FolderWalk {

  private static final int MOST_FOLDERS = 10_000_000;

  private final Consumer<FoundFile> files;
  private final Consumer<String> folders;
  private final Predicate<Path> matches;
  private int visited;

  /**
   * A walk that says what it finds.
   *
   * @param files told of each file
   * @param folders told of the path of each folder
   * @param matches which of both are told of, by their path below the start
   */
  FolderWalk(Consumer<FoundFile> files, Consumer<String> folders, Predicate<Path> matches) {
    this.files = files;
    this.folders = folders;
    this.matches = matches;
  }

  /**
   * Walks.
   *
   * @param start the folder
   * @param prefix its path in the input; empty, or with a slash at its end
   */
  void below(Path start, String prefix) throws IOException {
    var above = above(start, prefix);
    Files.walkFileTree(
        start,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(start)) {
              return FileVisitResult.CONTINUE;
            }
            if (++visited > MOST_FOLDERS) {
              throw new IllegalArgumentException(
                  "%s holds more than %d folders: do links multiply them?"
                      .formatted(start, MOST_FOLDERS));
            }
            if (above.contains(attributes.fileKey())) {
              circular(start.relativize(folder), prefix);
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (matches.test(start.relativize(folder))) {
              folders.accept(prefix + readable(start.relativize(folder)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found(start.relativize(file), prefix, file, attributes);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (!(failure instanceof FileSystemLoopException)) {
              throw failure;
            }
            circular(start.relativize(file), prefix);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Finds what lies directly in a folder, and all below folders in it whose names are no text: they
   * can be reached from here only.
   */
  void directlyIn(Path folder, String prefix) throws IOException {
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) {
        var name = nameOf(entry);
        if (!Files.isDirectory(entry)) {
          found(entry.getFileName(), prefix, entry, attributes(entry));
        } else if (!isNameable(name)) {
          folders.accept(prefix + name);
          below(entry, prefix + name + '/');
        }
      }
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
  }

  /**
   * The name of an entry of a folder.
   *
   * @throws IllegalArgumentException if it is right, but not in the locale of this process
   */
  static String nameOf(Path entry) {
    var path = readable(entry);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether a folder can be found again by its name. */
  static boolean isNameable(String name) {
    return name.indexOf('\uFFFD') < 0;
  }

  /**
   * The name of a path.
   *
   * @throws IllegalArgumentException if it is right, but not in the locale of this process
   */
  static String readable(Path path) {
    var name = path.toString();
    if (Names.isUnreadable(name)) {
      throw new IllegalArgumentException(Names.wrongLocale(name));
    }
    return name;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /**
   * What identifies the folders of the input that the start lies in: links may lead back to them.
   */
  private static Set<Object> above(Path start, String prefix) throws IOException {
    var keys = new HashSet<>();
    var folder = start.toAbsolutePath().getParent();
    for (int slash = 0; folder != null && (slash = prefix.indexOf('/', slash) + 1) > 0; ) {
      var key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      if (key != null) {
        keys.add(key);
      }
      folder = folder.getParent();
    }
    return keys;
  }

  private void circular(Path relative, String prefix) {
    if (matches.test(relative)) {
      files.accept(FoundFile.unusable(prefix + readable(relative), PassedOver.CIRCULAR_LINK));
    }
  }

  private void found(Path relative, String prefix, Path file, BasicFileAttributes attributes) {
    if (!matches.test(relative)) {
      return;
    }
    var path = prefix + readable(relative);
    if (attributes.isRegularFile()) {
      files.accept(FoundFile.whole(path, file.toString(), attributes.size()));
    } else {
      files.accept(
          FoundFile.unusable(
              path,
              attributes.isSymbolicLink() ? PassedOver.BROKEN_LINK : PassedOver.NO_REGULAR_FILE));
    }
  }

  /** Those of a link's target; of the link itself where it has none. */
  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAttributes(file, BasicFileAttributes.class)
        : Files.readAttributes(
            file, BasicFileAttributes.class, java.nio.file.LinkOption.NOFOLLOW_LINKS);
  }
}
