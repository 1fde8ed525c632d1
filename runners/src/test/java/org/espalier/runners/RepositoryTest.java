package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.runners.command.Commands;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** The repository keeps its own promises. */
class RepositoryTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^(?:# +)?|`|: )(?:\\./)?espalier ([a-z]+)(?: ([a-z][a-z0-9]*)\\b)?");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>(?!org\\.espalier)[^<]*</groupId>\\s*"
              + "<artifactId>([^<]+)</artifactId>");
  private static final Pattern CONFIG = Pattern.compile("\\bconfigs/[\\w.-]+\\.yaml");

  @Test
  void filesStaySmall() throws IOException {
    var large = new ArrayList<String>();
    for (var file : sources()) {
      var limit = file.toString().contains("/src/test/") ? 400 : 300;
      var lines = Files.readAllLines(file).size();
      if (lines > limit) {
        large.add(ROOT.relativize(file) + " has " + lines + " lines, at most " + limit);
      }
    }
    assertThat(large).isEmpty();
  }

  @Test
  void everyFolderHasAManual() {
    var folders =
        Stream.of(
            "configs",
            "data-prep",
            "models",
            "notebooks",
            "pipelines",
            "runners",
            "schemas",
            "transforms");
    assertThat(folders.map(ROOT::resolve))
        .allSatisfy(folder -> assertThat(folder.resolve("README.md")).isNotEmptyFile());
  }

  @Test
  void everyCommandIsNamedInADocumentAndDocumentsNameOnlyCommandsThereAre() throws IOException {
    var commands = Commands.ALL.stream().map(RepositoryTest::name).toList();
    var named = new ArrayList<String>();
    for (var document : documents()) {
      for (var match : matches(COMMAND, document)) {
        assertThat(commands).as(document + ": " + match.group()).contains(match.group(1));
        named.add(match.group(1));
        var within = subcommands(match.group(1));
        if (match.group(2) != null && !within.isEmpty()) {
          assertThat(within).as(document + ": " + match.group()).contains(match.group(2));
        }
      }
    }
    assertThat(named).containsAll(commands);
  }

  @Test
  void documentsNameOnlyFilesThereAre() throws IOException {
    for (var document : documents()) {
      for (var match : matches(LINK, document)) {
        assertThat(document.resolveSibling(match.group(1))).as(document.toString()).exists();
      }
      for (var match : matches(CONFIG, document)) {
        assertThat(ROOT.resolve(match.group())).as(document.toString()).exists();
      }
    }
  }

  @Test
  void everyDependencyIsExplainedWithTheVersionItHas() throws IOException {
    var table =
        Files.readAllLines(ROOT.resolve("CONTRIBUTING.md")).stream()
            .dropWhile(line -> !line.equals("## Dependencies"))
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.indexOf('|', 1)))
            .collect(Collectors.joining("\n"));
    var root = Files.readString(ROOT.resolve("pom.xml"));
    assertThat(matches(Pattern.compile(" (\\d+\\.\\d[\\w.-]*)"), table))
        .isNotEmpty()
        .allSatisfy(version -> assertThat(root).contains('>' + version.group(1) + '<'));
    var names = matches(Pattern.compile("`([\\w.*-]+)`"), table);
    for (var pom : modules()) {
      for (var used : matches(DEPENDENCY, Files.readString(pom))) {
        assertThat(names)
            .as(used.group(1) + " of " + ROOT.relativize(pom))
            .anyMatch(name -> used.group(1).matches(name.group(1).replace("*", ".*")));
      }
    }
  }

  @Test
  void nothingNamesTheFolderItWasWrittenIn() throws IOException {
    for (var document : documents()) {
      assertThat(Files.readString(document)).as(document.toString()).doesNotContain(ROOT + "/");
    }
  }

  private static String name(Class<?> command) {
    return Objects.requireNonNull(command.getAnnotation(Command.class)).name();
  }

  private static List<String> subcommands(String command) {
    return Commands.ALL.stream()
        .filter(type -> name(type).equals(command))
        .flatMap(type -> Stream.of(type.getAnnotation(Command.class).subcommands()))
        .map(RepositoryTest::name)
        .toList();
  }

  private static List<MatchResult> matches(Pattern pattern, Path document) throws IOException {
    return matches(pattern, Files.readString(document));
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  /** What people read: Markdown at the root and in its folders, and the head of configurations. */
  private static List<Path> documents() throws IOException {
    try (var files = Files.walk(ROOT, 2)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(md|yaml)"))
          .filter(file -> !ROOT.relativize(file).toString().matches("(target|\\.[^/]+|runs)/.*"))
          .toList();
    }
  }

  /** Those of the modules. */
  private static List<Path> modules() throws IOException {
    try (var files = Files.walk(ROOT, 2)) {
      return files
          .filter(file -> file.endsWith("pom.xml") && !file.equals(ROOT.resolve("pom.xml")))
          .toList();
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }
}
