package org.espalier.pipelines;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.espalier.transforms.storage.RunFiles;

/**
 * The right to write into a run directory: one driver at a time. The operating system takes it back
 * from a killed process. On a remote file system nothing is locked: commits are idempotent there as
 * everywhere.
 */
public final class RunLock {

  private RunLock() {}

  /**
   * Does work while holding the lock of an existing run directory.
   *
   * @throws RunDirectory.ConflictException where another process has it
   */
  public static <T> T holding(RunFiles folder, Callable<T> work) throws Exception {
    if (folder.root().contains("://")) {
      return work.call();
    }
    var file = Path.of(folder.root(), ".lock");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (tryLock(channel).isEmpty()) {
        throw new RunDirectory.ConflictException(
            "another process is searching in " + folder.root() + ": wait for it, or stop it");
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
