package org.espalier.transforms.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

  @TempDir private Path temporary;

  @Test
  void aFailureLeavesTheOldFileAndNothingElseHoweverALibraryWrapsIt() throws IOException {
    var file = Files.writeString(temporary.resolve("file"), "old");
    var full = new IOException("No space left on device");
    for (var thrown :
        List.of(
            new UncheckedIOException(full),
            new IllegalStateException("cannot close", new IOException("page 3", full)))) {
      assertThatThrownBy(
              () ->
                  AtomicFile.write(
                      file.toString(),
                      channel -> {
                        channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                        throw thrown;
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot write %s: No space left on device", file);
      assertThat(file).hasContent("old");
      assertThat(temporary.toFile().list()).containsExactly("file");
    }
  }

  @Test
  void aFailureThatIsNotTheFilesIsPassedOnAsItIs() {
    var bug = new IllegalStateException("no row");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    temporary.resolve("file").toString(),
                    channel -> {
                      throw bug;
                    }))
        .isSameAs(bug);
    assertThat(temporary).isEmptyDirectory();
  }
}
