package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.runners.console.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The name of a run directory is literal; one that cannot be is refused before anything is written.
 * Whatever it is, the runs beside it stay as they are.
 */
final class RunNamesTest extends CommandLineTest {

  @TempDir private static Path shared;
  private static Path config = Path.of("unset");
  private static Path neighbour = Path.of("unset");

  @TempDir private Path temporary;
  private Map<String, String> before = Map.of();

  @BeforeAll
  static void searchOnce() throws IOException {
    config = Configs.table(shared);
    neighbour = shared.resolve("neighbour");
    new CommandLineRun()
        .ok(arguments("search", config.toString(), "--run-dir", neighbour.toString()));
  }

  @BeforeEach
  void copyNeighbours() throws IOException {
    for (var name : List.of("mild", "mind", "mid", "a", "b", "x y", "m")) {
      copy(neighbour, temporary.resolve("g").resolve(name));
    }
    before = contents(temporary.resolve("g"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mi*d", "mi?d", "mi[ln]d", "{a,b}", "*", "**", "m\\ild", "a#b", "x  y", " mid ", "mid%20",
        "!mid", "[!m]*", "~", "-mid", "@mid", "m\"", "m'", "mïd", "$HOME", "a:b", "mid\n", "."
      })
  void aSearchTouchesNothingBesideItsOwnDirectory(String name) throws IOException {
    var own = temporary.resolve("g").resolve("own");
    var given = temporary + "/g/own/" + name;
    var code = run("search", config.toString(), "--run-dir", given);
    if (name.chars().noneMatch(Character::isISOControl)) {
      assertThat(code).as(said()).isEqualTo(ExitCode.OK);
      assertThat(own.resolve(name).normalize().resolve("best.json")).exists();
      assertThat(run("show", given)).as(said()).isEqualTo(ExitCode.OK);
      assertThat(run("search", config.toString(), "--run-dir", given)).isEqualTo(ExitCode.OK);
    } else {
      assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(own).doesNotExist();
      assertThat(said()).startsWith("espalier: ").contains("name");
    }
    assertThat(said()).doesNotContain("\tat ");
    var after = contents(temporary.resolve("g"));
    after.keySet().removeIf(file -> file.startsWith("own"));
    assertThat(after).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mi*d", "mi?d", "mi[ln]d", "{mild,mind}", "*", "m\\ild"})
  void aPatternThatMatchesRunsIsNoRun(String pattern) throws IOException {
    for (var command : List.of("show", "derive", "rank")) {
      assertThat(run(command, temporary + "/g/" + pattern)).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(said()).hasLineCount(1);
    }
    var search = run("search", config.toString(), "--run-dir", temporary + "/g/" + pattern);
    assertThat(search).as(said()).isEqualTo(ExitCode.OK);
    assertThat(temporary.resolve("g").resolve(pattern).resolve("best.json")).exists();
    var after = contents(temporary.resolve("g"));
    after.keySet().removeIf(file -> file.startsWith(pattern + "/"));
    assertThat(after).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory://runs/mi*d", "gs://bucket/{a,b}", "s3://b/x[1]"})
  void aRemoteNameThatBeamWouldTakeForAPatternIsRefused(String name) {
    assertThat(run("search", config.toString(), "--run-dir", name)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains(name, "pattern").hasLineCount(1);
  }

  @Test
  void aDirectoryCanBeMovedAndRenamed() throws IOException {
    var moved = temporary.resolve("else where/2024");
    Files.createDirectories(moved.getParent());
    Files.move(temporary.resolve("g/mid"), moved);
    assertThat(run("search", config.toString(), "--run-dir", moved.toString()))
        .as(said())
        .isEqualTo(ExitCode.OK);
    assertThat(run("show", moved.toString())).as(said()).isEqualTo(ExitCode.OK);
    assertThat(contents(moved))
        .containsKeys("run.json", "best.json", "report.html", "processes.json")
        .allSatisfy(
            (file, bytes) ->
                assertThat(bytes).doesNotContain(neighbour.toString(), temporary.toString()));
    assertThat(Files.readString(moved.resolve("best.json")))
        .isEqualTo(Files.readString(neighbour.resolve("best.json")));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static String[] arguments(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    if (arguments[0].equals("search")) {
      all.addAll(List.of("--runner", "direct", "--set", "budget.rounds=2"));
    }
    return all.toArray(String[]::new);
  }

  @Override
  ExitCode run(String... arguments) {
    return super.run(arguments(arguments));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** Every file below a folder with its bytes. */
  private static Map<String, String> contents(Path folder) throws IOException {
    var contents = new HashMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
