package org.espalier.transforms.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class StoredFilesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"a*b", "a?b", "[ab]", "{a,b}", "a b", "a#b", "a\\b", "ä", "%41", "~", "$x"})
  void namesAreLiteral(String name) throws IOException {
    // Neighbours that a pattern would match.
    for (var neighbour : List.of("axb", "a", "b", "ab", "A")) {
      Files.createDirectories(folder.resolve(neighbour));
      Files.writeString(folder.resolve(neighbour).resolve("file"), "kept");
    }
    var own = folder.resolve(name).toString();
    var file = own + "/file";
    assertThat(StoredFiles.exists(file)).isFalse();
    assertThat(StoredFiles.list(own)).isEmpty();
    AtomicFile.write(
        file, channel -> channel.write(ByteBuffer.wrap("mine".getBytes(StandardCharsets.UTF_8))));
    assertThat(StoredFiles.exists(file)).isTrue();
    assertThat(StoredFiles.size(file)).isEqualTo(4);
    assertThat(StoredFiles.list(own)).containsExactly("file");
    try (var in = StoredFiles.open(file)) {
      assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("mine");
    }
    StoredFiles.delete(List.of(file, own + "/absent"));
    assertThat(StoredFiles.exists(file)).isFalse();
    StoredFiles.deleteFolder(own);
    for (var neighbour : List.of("axb", "a", "b", "ab", "A")) {
      assertThat(folder.resolve(neighbour).resolve("file")).hasContent("kept");
    }
  }

  @Test
  void aRemoteNameThatCouldBeAPatternIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredFiles.checkLiteral("gs://bucket/run*"))
        .withMessageContaining("gs://bucket/run*")
        .withMessageContaining("'*'");
    StoredFiles.checkLiteral("gs://bucket/run-1");
    StoredFiles.checkLiteral(folder + "/run*");
  }

  @Test
  void aFolderThatIsNotThereIsEmptyAndDeletingItIsNoError() throws IOException {
    assertThat(StoredFiles.list(folder + "/absent")).isEmpty();
    StoredFiles.deleteFolder(folder + "/absent");
  }
}
