package org.espalier.transforms.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeviceTest {

  @TempDir private Path cache;

  /** Run in a process of its own: holds its device until its input ends. */
  static final class Holder {
    public static void main(String[] args) {
      Device.own()
          .holding(
              () -> {
                System.out.println("holding " + Device.own().name());
                return Objects.requireNonNull(readToTheEnd());
              });
      System.out.println("done");
    }

    private static Object readToTheEnd() {
      try {
        return System.in.readAllBytes().length;
      } catch (java.io.IOException broken) {
        throw new java.io.UncheckedIOException(broken);
      }
    }
  }

  @Test
  void withoutANumberItIsTheProcessor() {
    assertThat(Device.own().name()).isEqualTo("cpu");
    assertThat(Device.own().holding(() -> 42)).isEqualTo(42);
  }

  @Test
  void neverTwoAtOnce() throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var threads = new Thread[8];
    for (var i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                for (var turn = 0; turn < 200; turn++) {
                  Device.own()
                      .holding(
                          () -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            for (var wait = 0; wait < 1000; wait++) {
                              Thread.onSpinWait(); // long enough for another to come in
                            }
                            return inside.decrementAndGet();
                          });
                }
              });
      threads[i].start();
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(most).hasValue(1);
    assertThat(inside).hasValue(0);
  }

  @Test
  void workThatFailsGivesTheDeviceBack() throws Exception {
    assertThatThrownBy(
            () ->
                Device.own()
                    .holding(
                        () -> {
                          throw new IllegalArgumentException("broken");
                        }))
        .hasMessage("broken");
    var other = new Thread(() -> Device.own().holding(() -> 1));
    other.start();
    other.join();
    assertThat(other.isAlive()).isFalse();
  }

  @Test
  void whoIsInterruptedWhileWaitingIsToldForWhatAndStaysInterrupted() throws Exception {
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var holder =
        new Thread(
            () ->
                Device.own()
                    .holding(
                        () -> {
                          held.countDown();
                          awaitQuietly(release);
                          return 1;
                        }));
    holder.start();
    held.await();
    try {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> Device.own().holding(() -> 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cpu");
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      release.countDown();
      holder.join();
    }
  }

  @Test
  void aDeviceWithANumberIsLockedAgainstOtherProcessesWhileItIsHeld() throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + Device.PROPERTY + "=3",
                "-Despalier.cache=" + cache,
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("holding device:3");
      var file = cache.resolve("devices/3.lock");
      assertThat(isFree(file)).isFalse();
      process.getOutputStream().close();
      assertThat(out.readLine()).isEqualTo("done");
      assertThat(isFree(file)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean isFree(Path file) throws Exception {
    assertThat(Files.exists(file)).isTrue();
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock != null;
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
