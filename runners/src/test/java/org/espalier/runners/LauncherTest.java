package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.espalier.runners.console.ExitCode;
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

  @Test
  void whereThereIsNoMavenItSaysHowToInstallIt() throws Exception {
    var result = launchUnbuilt();
    assertThat(result.code).isEqualTo(ExitCode.BUILD.number());
    assertThat(result.output).contains("no Maven", "3.8", "apt-get install maven").hasLineCount(1);
    assertThat(temporary.resolve("tree/runners/target/building")).doesNotExist();
  }

  @Test
  void aBuildThatFailsIsSaidAfterWhatMavenSaysAndDoneAgainTheNextTime() throws Exception {
    executable(temporary.resolve("bin/mvn"), "echo 'COMPILATION ERROR'; exit 1");
    for (var time = 0; time < 2; time++) {
      var result = launchUnbuilt();
      assertThat(result.code).isEqualTo(ExitCode.BUILD.number());
      assertThat(result.output).contains("COMPILATION ERROR", "the build failed", "mvn package");
    }
    assertThat(temporary.resolve("tree/runners/target/built")).doesNotExist();
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  /** Runs the launcher of a tree that was never built; on its path lie basic tools alone. */
  private Result launchUnbuilt() throws Exception {
    var bin = Files.createDirectories(temporary.resolve("bin"));
    for (var tool : "cat dirname find head mkdir mv readlink rm sed sleep sh".split(" ", -1)) {
      var link = bin.resolve(tool);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, onThePath(tool));
      }
    }
    var tree = Files.createDirectories(temporary.resolve("tree"));
    var launcher = tree.resolve("espalier");
    Files.copy(LAUNCHER, launcher, StandardCopyOption.REPLACE_EXISTING);
    var home = fakeJava("openjdk version \"17.0.1\"");
    return run(
        Map.of("JAVA_HOME", home.toString(), "PATH", bin.toString()),
        launcher.toString(),
        "--help");
  }

  private static Path onThePath(String tool) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private Path fakeJava(String version) throws IOException {
    executable(temporary.resolve("home/bin/java"), "echo '" + version + "' >&2");
    return temporary.resolve("home");
  }

  private static void executable(Path file, String script) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, "#!/bin/sh\n" + script + '\n');
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Result run(Map<String, String> environment, String... command) throws Exception {
    var builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.redirectErrorStream(true).environment().putAll(environment);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
