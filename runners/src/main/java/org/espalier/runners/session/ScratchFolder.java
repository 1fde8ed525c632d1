package org.espalier.runners.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of this process for files that it needs only while it lives: jars and native libraries
 * that Flink and others unpack, shuffled data. It goes with the process; what a killed one leaves
 * is collected by the next that begins. Living owners are known by a lock, which the system takes
 * back from a killed process, so that processes of other containers on the same disk count too.
 */
public final class ScratchFolder {
  private static final String PROPERTY = "java.io.tmpdir";
  private static final String PREFIX = "espalier-";
  private static final String UNBORN = ".espalier-";
  private static final String LOCK = "owner.lock";

  /** Flink and the codecs unpack 25 MB; the rest is for shuffled data of a small round. */
  private static final long ROOM_MEGABYTES = 32;

  private static final Duration BIRTH = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);

  private static @Nullable Path current;

  private ScratchFolder() {}

  /**
   * The folder of this process. The first call makes it, names it to all libraries as the temporary
   * folder, and collects what others have left.
   *
   * @throws IOException naming the temporary folder and the way to choose another
   */
  public static synchronized Path ofProcess() throws IOException {
    var known = current;
    if (known == null) {
      var parent = Path.of(System.getProperty(PROPERTY));
      known = begin(parent);
      current = known;
      System.setProperty(PROPERTY, known.toString());
      collect(parent, known);
    }
    return known;
  }

  /**
   * Refuses a temporary folder that is as good as full, before work begins that would fail in the
   * middle.
   *
   * @throws UncheckedIOException naming the folder, what is free and what is needed
   */
  public static void requireRoom() {
    try {
      requireRoom(ROOM_MEGABYTES);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  static void requireRoom(long megabytes) throws IOException {
    var folder = ofProcess();
    var free = Files.getFileStore(folder).getUsableSpace() >> 20;
    if (free < megabytes) {
      throw new IOException(
          unusable(folder.resolveSibling(""), "%d MB free, %d needed".formatted(free, megabytes)));
    }
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  /** Makes a folder that appears with its lock held: one without a living owner never was ours. */
  static Path begin(Path parent) throws IOException {
    try {
      var unborn = Files.createTempDirectory(parent, UNBORN);
      var name = unborn.getFileName().toString();
      var channel =
          FileChannel.open(
              unborn.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      var folder = parent.resolve(PREFIX + name.substring(UNBORN.length()));
      Files.move(unborn, folder, StandardCopyOption.ATOMIC_MOVE);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder, channel), "scratch"));
      return folder;
    } catch (FileSystemException failed) {
      var reason =
          Objects.requireNonNullElse(failed.getReason(), failed.getClass().getSimpleName());
      throw new IOException(unusable(parent, reason), failed);
    }
  }

  /** Deletes the folders of owners that have ended. */
  static void collect(Path parent, Path own) {
    try (var folders = Files.newDirectoryStream(parent, "{,.}espalier-*")) {
      for (var folder : folders) {
        if (!folder.equals(own) && isOurs(folder)) {
          collect(folder);
        }
      }
    } catch (IOException unreadable) {
      LOG.debug("cannot collect in {}", parent, unreadable);
    }
  }

  private static void collect(Path folder) throws IOException {
    if (folder.getFileName().toString().startsWith(UNBORN)) {
      // Killed between its making and its lock, or about to be locked.
      var age = System.currentTimeMillis() - Files.getLastModifiedTime(folder).toMillis();
      if (age > BIRTH.toMillis()) {
        delete(folder);
      }
      return;
    }
    // Write only: a folder that happens to have our name but no lock is somebody else's.
    try (var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        delete(folder);
      }
    } catch (NoSuchFileException | OverlappingFileLockException notLeft) {
      LOG.debug("{} is not collected", folder, notLeft);
    }
  }

  private static boolean isOurs(Path folder) throws IOException {
    var user = System.getProperty("user.name");
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(user);
  }

  private static void end(Path folder, FileChannel lock) {
    // Flink's threads may still write while the first attempt deletes.
    for (int attempt = 0; attempt < 5 && Files.exists(folder); attempt++) {
      try {
        delete(folder);
      } catch (IOException busy) {
        LOG.debug("{} is still written to", folder, busy);
      }
    }
    try {
      lock.close();
    } catch (IOException harmless) {
      LOG.debug("the lock goes with the process", harmless);
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes ignored)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String unusable(Path folder, String reason) {
    return folder
        + ": the temporary folder cannot be used ("
        + reason
        + "): free some space there, or name another with ESPALIER_OPTS=-Djava.io.tmpdir=FOLDER";
  }
}
