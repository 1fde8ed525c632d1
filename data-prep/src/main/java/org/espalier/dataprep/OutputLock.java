package org.espalier.dataprep;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.espalier.dataprep.listing.Bytes;
import org.espalier.transforms.files.ConflictException;
import org.jspecify.annotations.Nullable;

/**
 * The right to write into an output folder: one process at a time. The operating system takes it
 * back from a killed one. On other file systems nothing is locked.
 */
final class OutputLock {

  static final String FILE = ".lock";

  private OutputLock() {}

  /**
   * Does work while holding the lock; a folder that is still empty afterwards is removed again.
   *
   * @throws ConflictException where another process has it
   */
  static <T> T holding(PreparedFolder folder, Callable<T> work) throws Exception {
    if (Bytes.isRemote(folder.root())) {
      return work.call();
    }
    var root = Path.of(folder.root());
    boolean made = !Files.exists(root);
    Files.createDirectories(root);
    var file = root.resolve(FILE);
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = lock(channel)) {
      if (lock == null) {
        throw new ConflictException(
            "another process is preparing " + root + ": wait for it, or stop it");
      }
      try {
        return work.call();
      } finally {
        Files.deleteIfExists(file);
        if (made && Files.exists(root)) {
          removeIfEmpty(root);
        }
      }
    }
  }

  private static java.nio.channels.@Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ours) {
      return null;
    }
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    boolean empty;
    try (var entries = Files.list(folder)) {
      empty = entries.findAny().isEmpty();
    }
    if (empty) {
      Files.delete(folder);
    }
  }
}
