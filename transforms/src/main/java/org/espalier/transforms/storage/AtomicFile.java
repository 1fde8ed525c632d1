package org.espalier.transforms.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.espalier.transforms.round.Worker;

/**
 * Files on any Beam file system that appear whole or not at all: written beside their place under a
 * name of the writer's own, then renamed. Two writers of the same content do each other no harm.
 */
public final class AtomicFile {

  /** What is written into the file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; must not close the channel. */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  private static final AtomicLong WRITES = new AtomicLong();
  private static final String BINARY = "application/octet-stream";

  private AtomicFile() {}

  /**
   * Writes a file whole, replacing one that is there.
   *
   * @throws IOException naming the file; nothing is left behind then
   */
  public static void write(String path, Content content) throws IOException {
    var target = FileSystems.matchNewResource(path, false);
    // Hidden by its dot from every reader that follows the custom, Spark and pyarrow included.
    var writer = Worker.name().replaceAll("[^A-Za-z0-9]", "-") + '-' + WRITES.incrementAndGet();
    var temporary =
        FileSystems.matchNewResource(
            folderOf(path) + '.' + target.getFilename() + '.' + writer, false);
    try {
      try (var channel = FileSystems.create(temporary, BINARY)) {
        content.writeTo(channel);
      }
      FileSystems.rename(List.of(temporary), List.of(target));
    } catch (IOException failure) {
      discard(temporary);
      throw new IOException("cannot write " + path + ": " + reason(failure), failure);
    }
  }

  /** Whether a file is there. */
  public static boolean exists(String path) throws IOException {
    return !find(path).isEmpty();
  }

  /** The files a pattern matches; none is no error. */
  public static List<MatchResult.Metadata> find(String pattern) throws IOException {
    return FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata();
  }

  /** Opens a file for reading from its start. */
  public static InputStream open(String path) throws IOException {
    return Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(path, false)));
  }

  /** Deletes files; one that is not there any more is no error. */
  public static void delete(List<ResourceId> files) throws IOException {
    FileSystems.delete(files, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** What was wrong in the first place: libraries say on top of it what they were about to do. */
  private static String reason(IOException failure) {
    var first = failure;
    for (Throwable link = failure; link != null; link = link.getCause()) {
      first = link instanceof IOException deeper ? deeper : first;
    }
    return String.valueOf(first.getMessage());
  }

  private static String folderOf(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static void discard(ResourceId temporary) {
    try {
      delete(List.of(temporary));
    } catch (IOException unreachable) {
      // The failure that brought us here says more than this one.
    }
  }
}
