package org.espalier.transforms.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Files on any Beam file system by their literal names: no character of a path is a pattern. Beam
 * itself can only match patterns, so local folders are listed without it, and a remote folder whose
 * name could be taken for a pattern is refused.
 */
public final class StoredFiles {

  private static final String REMOTE = "://";
  private static final String PATTERN = "[]{}*?\\";

  private StoredFiles() {}

  /** Whether a path lies on another file system than this machine's. */
  public static boolean isRemote(String path) {
    return path.contains(REMOTE);
  }

  /**
   * Checks that a remote path is no pattern.
   *
   * @throws IllegalArgumentException naming the path and the character
   */
  public static void checkLiteral(String path) {
    path.chars()
        .filter(character -> isRemote(path) && PATTERN.indexOf(character) >= 0)
        .findFirst()
        .ifPresent(
            character -> {
              throw new IllegalArgumentException(
                  "%s has the character '%c', which Beam takes for a pattern on remote file systems: give another name"
                      .formatted(path, character));
            });
  }

  /** Whether a file is there. */
  public static boolean exists(String path) throws IOException {
    if (!isRemote(path)) {
      return Files.isRegularFile(Path.of(path));
    }
    checkLiteral(path);
    return !FileSystems.match(path, EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }

  /** Length of a file, bytes. */
  public static long size(String path) throws IOException {
    if (!isRemote(path)) {
      return Files.size(Path.of(path));
    }
    checkLiteral(path);
    return FileSystems.matchSingleFileSpec(path).sizeBytes();
  }

  /** Names of the files in a folder, sorted; none where the folder is not there. */
  public static List<String> list(String folder) throws IOException {
    if (isRemote(folder)) {
      checkLiteral(folder);
      return FileSystems.match(folder + "/*", EmptyMatchTreatment.ALLOW).metadata().stream()
          .map(found -> String.valueOf(found.resourceId().getFilename()))
          .sorted()
          .toList();
    }
    try (var files = Files.list(Path.of(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException none) {
      return List.of();
    }
  }

  /** The files that a pattern of Beam's matches, as a user gives one; none is no error. */
  public static List<MatchResult.Metadata> match(String pattern) throws IOException {
    return FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata();
  }

  /** Opens a file for reading from its start. */
  public static InputStream open(String path) throws IOException {
    return Channels.newInputStream(FileSystems.open(resource(path)));
  }

  /**
   * Opens a file for reading at any place.
   *
   * @throws IOException where the file is missing, or its file system cannot seek
   */
  public static SeekableByteChannel openSeekable(String path) throws IOException {
    var channel = FileSystems.open(resource(path));
    if (channel instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    channel.close();
    throw new IOException(path + " lies on a file system that cannot seek");
  }

  /** Gives a file another name in one step, in the place of a file that has it. */
  public static void rename(String from, String to) throws IOException {
    FileSystems.rename(List.of(resource(from)), List.of(resource(to)));
  }

  /** Deletes files; one that is not there any more is no error. */
  public static void delete(Collection<String> paths) throws IOException {
    FileSystems.delete(
        paths.stream().map(StoredFiles::resource).toList(),
        StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Deletes the files that a pattern matches. */
  public static void deleteMatches(String pattern) throws IOException {
    FileSystems.delete(
        match(pattern).stream().map(MatchResult.Metadata::resourceId).toList(),
        StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Deletes a folder with all files in it; one that is not there is no error. */
  public static void deleteFolder(String folder) throws IOException {
    if (isRemote(folder)) {
      delete(list(folder).stream().map(name -> folder + '/' + name).toList());
      return;
    }
    if (!Files.isDirectory(Path.of(folder))) {
      return;
    }
    try (var files = Files.walk(Path.of(folder))) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The file of a path, taken literally. */
  public static ResourceId resource(String path) {
    return FileSystems.matchNewResource(path, false);
  }
}
