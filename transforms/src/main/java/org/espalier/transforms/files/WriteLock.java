package org.espalier.transforms.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The right to write into a folder: one process at a time. The operating system takes it back from
 * a killed one. On a remote file system nothing is locked: commits are idempotent there as
 * everywhere.
 */
public final class WriteLock {

  /** Name of the locked file. */
  public static final String FILE = ".lock";

  private WriteLock() {}

  /**
   * Does work while holding the lock of an existing folder.
   *
   * @param conflict what to say where another process has the lock
   * @throws ConflictException where another process has it
   */
  public static <T> T holding(String folder, String conflict, Callable<T> work) throws Exception {
    if (StoredFiles.isRemote(folder)) {
      return work.call();
    }
    try (var channel =
        FileChannel.open(
            Path.of(folder, FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (tryLock(channel).isEmpty()) {
        throw new ConflictException(conflict);
      }
      return work.call();
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException ours) {
      return Optional.empty();
    }
  }
}
