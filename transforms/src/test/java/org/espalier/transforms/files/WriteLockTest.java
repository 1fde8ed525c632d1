package org.espalier.transforms.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WriteLockTest {

  private static final String CONFLICT = "another search writes here";

  @TempDir private Path temporary;

  @Test
  void whileOneProcessHoldsAFolderAnotherIsTurnedAway() throws Exception {
    var result =
        holding(
            temporary,
            () -> {
              assertThatThrownBy(() -> holding(temporary, () -> 2))
                  .isInstanceOf(ConflictException.class)
                  .hasMessage(CONFLICT);
              return 1;
            });
    assertThat(result).isEqualTo(1);
  }

  @Test
  void aProcessOfAnyKindThatLocksTheFileHoldsTheFolder() throws Exception {
    try (var channel =
            FileChannel.open(
                temporary.resolve(WriteLock.FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> holding(temporary, () -> 1)).isInstanceOf(ConflictException.class);
    }
    assertThat(holding(temporary, () -> 1)).isEqualTo(1);
  }

  @Test
  void workThatFailsGivesTheFolderBack() throws Exception {
    assertThatThrownBy(
            () ->
                holding(
                    temporary,
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(holding(temporary, () -> 1)).isEqualTo(1);
  }

  @Test
  void twoFoldersAreHeldSideBySide() throws Exception {
    var one = Files.createDirectory(temporary.resolve("one"));
    var two = Files.createDirectory(temporary.resolve("two"));
    assertThat(holding(one, () -> holding(two, () -> 3))).isEqualTo(3);
  }

  @Test
  void aFolderThatIsMissingIsNotMade() {
    var missing = temporary.resolve("missing");
    assertThatThrownBy(() -> holding(missing, () -> 1)).isInstanceOf(NoSuchFileException.class);
    assertThat(missing).doesNotExist();
  }

  @Test
  void onARemoteFileSystemNothingIsLocked() throws Exception {
    var remote = "gs://bucket/run";
    Callable<Integer> inner = () -> WriteLock.holding(remote, CONFLICT, () -> 4);
    assertThat(WriteLock.holding(remote, CONFLICT, inner)).isEqualTo(4);
  }

  private static int holding(Path folder, Callable<Integer> work) throws Exception {
    return WriteLock.holding(folder.toString(), CONFLICT, work);
  }
}
