package org.espalier.transforms.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.espalier.models.program.CacheFolder;
import org.espalier.models.program.VisibleDevices;

/**
 * The device of this process, leased to one piece of work at a time. Slots of a runner queue for it
 * and never share it; a device that has a number is also locked against other processes of the
 * machine.
 *
 * <p>{@code -Despalier.device=N} gives the process a device of its own, as a local cluster does for
 * each task manager. Without it the process excludes nobody.
 */
public final class Device {

  /** System property with the number of the device; TensorFlow is bound to it too. */
  public static final String PROPERTY = VisibleDevices.PROPERTY;

  private static final Device OWN = new Device(System.getProperty(PROPERTY, ""));

  private final String number;
  // Fair, so that no candidate waits for ever behind luckier ones.
  private final ReentrantLock queue = new ReentrantLock(true);

  private Device(String number) {
    this.number = number;
  }

  /** The device of this process. */
  public static Device own() {
    return OWN;
  }

  /** Its name, as trials carry it: {@code cpu} or {@code device:N}. */
  public String name() {
    return number.isEmpty() ? "cpu" : "device:" + number;
  }

  /**
   * Does work while nobody else uses the device.
   *
   * @throws IllegalStateException where the thread is interrupted while it waits; the thread stays
   *     interrupted
   */
  public <T> T holding(Supplier<T> work) {
    try {
      queue.lockInterruptibly();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name(), stopped);
    }
    try {
      return number.isEmpty() ? work.get() : locked(work);
    } finally {
      queue.unlock();
    }
  }

  private <T> T locked(Supplier<T> work) {
    var file = lockFile();
    try {
      Files.createDirectories(file.getParent());
      try (var channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        assert lock.isValid();
        return work.get();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot lock " + name() + " by " + file, failure);
    }
  }

  private Path lockFile() {
    return CacheFolder.path().resolve("devices").resolve(number + ".lock");
  }
}
