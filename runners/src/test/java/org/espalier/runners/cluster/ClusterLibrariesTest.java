package org.espalier.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterLibrariesTest {
  @TempDir private Path folder;

  @Test
  void flinksOwnJarsAndTestsStayOutAndClassFoldersBecomeJars() throws IOException {
    var classes = Files.createDirectories(folder.resolve("runners/target/classes/org/a"));
    Files.writeString(classes.resolve("A.class"), "code");
    var tests = Files.createDirectories(folder.resolve("runners/target/test-classes"));
    var libraries =
        ClusterLibraries.of(
            List.of(
                folder.resolve("runners/target/classes"),
                tests,
                jar("beam.jar"),
                jar("flink-runtime-1.19.3.jar"),
                jar("log4j-core-2.jar"),
                jar("slf4j-api-2.jar"),
                jar("espalier-transforms-tests.jar")));

    var lib = folder.resolve("lib");
    assertThat(libraries.copyTo(lib).names())
        .containsExactly("beam.jar", "espalier-runners-classes.jar");
    assertThat(lib.resolve("beam.jar")).hasContent("beam.jar");
    try (var packed = new JarFile(lib.resolve("espalier-runners-classes.jar").toFile())) {
      var entry = packed.getJarEntry("org/a/A.class");
      assertThat(packed.getInputStream(entry)).hasContent("code");
    }
  }

  @Test
  void aSecondCopyReplacesItsOwnJarsAndTouchesNoOthers() throws IOException {
    var lib = folder.resolve("lib");
    ClusterLibraries.of(List.of(jar("old-1.jar"), jar("same.jar"))).copyTo(lib);
    Files.writeString(lib.resolve("theirs.jar"), "theirs");
    ClusterLibraries.of(List.of(jar("new-2.jar"), jar("same.jar"))).copyTo(lib);
    assertThat(lib.resolve("old-1.jar")).doesNotExist();
    assertThat(lib.resolve("new-2.jar")).exists();
    assertThat(lib.resolve("same.jar")).exists();
    assertThat(lib.resolve("theirs.jar")).hasContent("theirs");

    assertThatThrownBy(() -> ClusterLibraries.of(List.of(jar("theirs.jar"))).copyTo(lib))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("theirs.jar", "not put there");
    assertThat(lib.resolve("theirs.jar")).hasContent("theirs");
  }

  @Test
  void theLibFolderOfAnotherFlinkIsRefused() throws IOException {
    var lib = Files.createDirectory(folder.resolve("lib"));
    Files.writeString(lib.resolve("flink-dist-1.20.1.jar"), "");
    assertThatThrownBy(() -> ClusterLibraries.of(List.of(jar("a.jar"))).copyTo(lib))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("flink-dist-1.20.1.jar", "1.20.1", "1.19.");
    assertThat(lib.resolve("a.jar")).doesNotExist();
  }

  private Path jar(String name) throws IOException {
    return Files.writeString(folder.resolve(name), name);
  }
}
