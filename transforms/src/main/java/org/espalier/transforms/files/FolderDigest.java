package org.espalier.transforms.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/**
 * A digest of the files below a local folder: their names, lengths and times of change, not their
 * content. It says whether what was opened before may be used again.
 */
public final class FolderDigest {

  private FolderDigest() {}

  /** The digest, as the folder is now; that of nothing where there is none. */
  public static String of(Path folder) {
    var lines = new ArrayList<String>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Listing(folder, lines));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot list " + folder, unreadable);
    }
    Collections.sort(lines);
    return ContentName.of(String.join("\n", lines));
  }

  private static final class Listing extends SimpleFileVisitor<Path> {

    private final Path root;
    private final List<String> lines;

    Listing(Path root, List<String> lines) {
      this.root = root;
      this.lines = lines;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
      lines.add(
          "%s %d %s".formatted(root.relativize(file), found.size(), found.lastModifiedTime()));
      return FileVisitResult.CONTINUE;
    }

    /** What cannot be read is for whoever opens it to say. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException unreadable) {
      return FileVisitResult.CONTINUE;
    }
  }
}
