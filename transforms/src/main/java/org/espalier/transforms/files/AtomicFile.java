package org.espalier.transforms.files;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.jspecify.annotations.Nullable;

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
    var target = StoredFiles.resource(path);
    // Hidden by its dot from every reader that follows the custom, Spark and pyarrow included.
    var writer = ProcessName.get().replaceAll("[^A-Za-z0-9]", "-") + '-' + WRITES.incrementAndGet();
    var temporary =
        StoredFiles.resource(folderOf(path) + '.' + target.getFilename() + '.' + writer);
    try {
      try (var channel = FileSystems.create(temporary, BINARY)) {
        content.writeTo(channel);
      }
      FileSystems.rename(List.of(temporary), List.of(target));
    } catch (IOException | RuntimeException failure) {
      discard(temporary);
      var reason = reason(failure);
      if (reason == null) {
        throw failure;
      }
      throw new IOException("cannot write " + path + ": " + reason.getMessage(), failure);
    }
  }

  /**
   * Writes a file whole and ends it with a seal.
   *
   * @throws IOException naming the file; nothing is left behind then
   */
  public static void write(String path, Seal seal, Content content) throws IOException {
    write(
        path,
        channel -> {
          var sealing = new SealingChannel(channel, seal);
          content.writeTo(sealing);
          sealing.seal();
        });
  }

  /**
   * What was wrong in the first place: libraries say on top of it what they were about to do, some
   * of them unchecked. Null where it was not the file.
   */
  private static @Nullable IOException reason(Throwable failure) {
    IOException first = null;
    for (Throwable link = failure; link != null; link = link.getCause()) {
      first = link instanceof IOException deeper ? deeper : first;
    }
    return first;
  }

  private static String folderOf(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static void discard(ResourceId temporary) {
    try {
      FileSystems.delete(List.of(temporary), StandardMoveOptions.IGNORE_MISSING_FILES);
    } catch (IOException unreachable) {
      // The failure that brought us here says more than this one.
    }
  }
}
