package org.espalier.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.espalier.transforms.storage.RunFolder;

/**
 * The right to write into a run directory: one driver at a time. The operating system takes it back
 * from a killed process. On a remote file system nothing is locked: commits are idempotent there as
 * everywhere.
 */
public final class RunLock implements AutoCloseable {

  private final Optional<FileChannel> channel;

  private RunLock(Optional<FileChannel> channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of an existing run directory.
   *
   * @throws RunDirectory.ConflictException where another process has it
   */
  public static RunLock of(RunFolder folder) {
    if (folder.root().contains("://")) {
      return new RunLock(Optional.empty());
    }
    var file = Path.of(folder.root(), ".lock");
    try {
      var channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel).isEmpty()) {
        channel.close();
        throw new RunDirectory.ConflictException(
            "another process is searching in " + folder.root() + ": wait for it, or stop it");
      }
      return new RunLock(Optional.of(channel));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot lock " + file, failure);
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException ours) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (channel.isPresent()) {
      try {
        channel.get().close();
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot release the lock of the run directory", failure);
      }
    }
  }
}
