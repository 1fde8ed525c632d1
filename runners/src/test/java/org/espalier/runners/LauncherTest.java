package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherTest {
  private static final Path LAUNCHER = Path.of("").toAbsolutePath().resolveSibling("espalier");

  @TempDir private Path temporary;

  private record Result(int code, String output) {}

  @Test
  void itParsesAsPosixShell() throws Exception {
    assertThat(run(Map.of(), "sh", "-n", LAUNCHER.toString())).isEqualTo(new Result(0, ""));
  }

  @Test
  void anotherJavaIsNamedWithItsVersionBeforeAnythingElseHappens() throws Exception {
    var home = fakeJava("openjdk version \"11.0.2\" 2019-01-15");
    var result = run(Map.of("JAVA_HOME", home.toString()), LAUNCHER.toString(), "--help");
    assertThat(result.code).isEqualTo(ExitCode.JAVA.number());
    assertThat(result.output)
        .contains("Java 17 is needed", "JAVA_HOME=" + home, "11.0.2")
        .hasLineCount(1);
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    var result = run(Map.of("JAVA_HOME", temporary + "/none"), LAUNCHER.toString());
    assertThat(result.code).isEqualTo(ExitCode.JAVA.number());
    assertThat(result.output).contains("no Java found", temporary + "/none");
  }

  @Test
  void theJavaOnThePathCountsWhereNoJavaHomeIsSet() throws Exception {
    var bin = fakeJava("openjdk version \"21\" 2023-09-19").resolve("bin");
    var path = bin + ":" + System.getenv("PATH");
    var result = run(Map.of("JAVA_HOME", "", "PATH", path), LAUNCHER.toString());
    assertThat(result.code).isEqualTo(ExitCode.JAVA.number());
    assertThat(result.output).contains(bin + "/java on the PATH is version 21");
  }

  @Test
  void itFindsItsFolderThroughSymbolicLinks() throws Exception {
    var near = Files.createSymbolicLink(temporary.resolve("near"), LAUNCHER);
    var far = Files.createSymbolicLink(temporary.resolve("far"), Path.of("near"));
    var home = fakeJava("openjdk version \"11\"");
    assertThat(run(Map.of("JAVA_HOME", home.toString()), far.toString()).code)
        .isEqualTo(ExitCode.JAVA.number());
    assertThat(near).isSymbolicLink();
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private Path fakeJava(String version) throws IOException {
    var java = Files.createDirectories(temporary.resolve("home/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho '" + version + "' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return temporary.resolve("home");
  }

  private Result run(Map<String, String> environment, String... command) throws Exception {
    var builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.redirectErrorStream(true).environment().putAll(environment);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
