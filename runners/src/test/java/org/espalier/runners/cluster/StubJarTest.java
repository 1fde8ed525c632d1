package org.espalier.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StubJarTest {
  @TempDir private Path folder;

  @Test
  void itIsAJarWithNothingButAManifest() throws IOException {
    try (var jar = new JarFile(StubJar.in(folder.resolve("new")).toFile())) {
      assertThat(jar.getManifest()).isNotNull();
      assertThat(jar.stream().map(Object::toString)).containsExactly("META-INF/MANIFEST.MF");
    }
  }

  @Test
  void writingItAgainGivesTheSameBytesAndNoSecondFile() throws IOException {
    var first = Files.readAllBytes(StubJar.in(folder));
    assertThat(Files.readAllBytes(StubJar.in(folder))).isEqualTo(first);
    assertThat(folder).isDirectoryContaining("glob:**stub.jar");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }
}
