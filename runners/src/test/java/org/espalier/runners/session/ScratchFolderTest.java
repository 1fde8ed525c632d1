package org.espalier.runners.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchFolderTest {
  @TempDir private Path parent;

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    var folder = ScratchFolder.begin(parent);
    assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);
    assertThat(parent).isDirectoryNotContaining(file -> file.toString().contains("/."));
  }

  @Test
  void whatHasALockThatNobodyHoldsIsCollectedWithAllInItAndLinksAreNotFollowed()
      throws IOException {
    var left = Files.createDirectories(parent.resolve("espalier-1/blobs/2"));
    Files.writeString(left.resolve("job.jar"), "bytes");
    Files.writeString(parent.resolve("espalier-1/owner.lock"), "");
    var precious = Files.createDirectory(parent.resolve("precious"));
    Files.writeString(precious.resolve("file"), "mine");
    Files.createSymbolicLink(parent.resolve("espalier-1/link"), precious);
    Files.createSymbolicLink(parent.resolve("espalier-link"), precious);
    var stranger = Files.createDirectory(parent.resolve("espalier-notes"));

    ScratchFolder.collect(parent, parent.resolve("espalier-own"));
    assertThat(parent.resolve("espalier-1")).doesNotExist();
    assertThat(precious.resolve("file")).hasContent("mine");
    assertThat(stranger).exists();
  }

  @Test
  void oneThatIsBeingMadeIsLeftAloneForTenMinutes() throws IOException {
    var young = Files.createDirectory(parent.resolve(".espalier-1"));
    var old = Files.createDirectory(parent.resolve(".espalier-2"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
    ScratchFolder.collect(parent, parent.resolve("espalier-own"));
    assertThat(young).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void oneThatIsTooFullIsRefusedWithWhatIsFreeAndWhatIsNeeded() throws IOException {
    ScratchFolder.requireRoom(0);
    assertThatThrownBy(() -> ScratchFolder.requireRoom(1L << 50))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("MB free", (1L << 50) + " needed", "-Djava.io.tmpdir")
        .satisfies(refused -> assertThat(refused.getMessage()).hasLineCount(1));
  }

  @Test
  void aTemporaryFolderThatIsNotThereIsNamedWithTheWayOut() {
    assertThatThrownBy(() -> ScratchFolder.begin(parent.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(parent + "/none", "-Djava.io.tmpdir");
  }
}
