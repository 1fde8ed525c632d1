package org.espalier.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.espalier.transforms.storage.RunFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {

  @TempDir private Path temporary;

  @Test
  void whileOneDriverHoldsADirectoryAnotherIsRefusedByItsName() throws Exception {
    var folder = folder(temporary);
    var result =
        RunLock.holding(
            folder,
            () -> {
              assertThatThrownBy(() -> RunLock.holding(folder, () -> 2))
                  .isInstanceOf(RunDirectory.ConflictException.class)
                  .hasMessageContaining(temporary.toString());
              return 1;
            });
    assertThat(result).isEqualTo(1);
  }

  @Test
  void aProcessOfAnyKindThatLocksTheFileKeepsDriversOut() throws Exception {
    try (var channel =
            FileChannel.open(
                temporary.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> RunLock.holding(folder(temporary), () -> 1))
          .isInstanceOf(RunDirectory.ConflictException.class);
    }
    assertThat(RunLock.<Integer>holding(folder(temporary), () -> 1)).isEqualTo(1);
  }

  @Test
  void workThatFailsGivesTheDirectoryBack() throws Exception {
    var folder = folder(temporary);
    assertThatThrownBy(
            () ->
                RunLock.holding(
                    folder,
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(RunLock.<Integer>holding(folder, () -> 1)).isEqualTo(1);
  }

  @Test
  void twoDirectoriesAreHeldSideBySide() throws Exception {
    var one = folder(Files.createDirectory(temporary.resolve("one")));
    var two = folder(Files.createDirectory(temporary.resolve("two")));
    assertThat(RunLock.<Integer>holding(one, () -> RunLock.holding(two, () -> 3))).isEqualTo(3);
  }

  @Test
  void aDirectoryThatIsNotThereIsNotMade() {
    var missing = temporary.resolve("missing");
    assertThatThrownBy(() -> RunLock.holding(folder(missing), () -> 1))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(missing).doesNotExist();
  }

  @Test
  void onAnotherFileSystemNothingIsLocked() throws Exception {
    var remote = new RunFiles("gs://bucket/run");
    assertThat(RunLock.<Integer>holding(remote, () -> RunLock.holding(remote, () -> 4)))
        .isEqualTo(4);
  }

  private static RunFiles folder(Path path) {
    return new RunFiles(path.toString());
  }
}
