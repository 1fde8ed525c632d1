package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.runners.command.Commands;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** The repository keeps its own promises. */
class RepositoryTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern COMMAND = Pattern.compile("(?m)(?:^|`)(?:\\./)?espalier ([a-z]+)");

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
  void everyConfigurationLoadsAndSaysHowItIsRun() throws IOException {
    try (var files = Files.list(ROOT.resolve("configs"))) {
      var configs = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(configs).isNotEmpty();
      for (var config : configs) {
        var bound = ConfigFile.read(config, List.of()).search();
        var name = String.valueOf(config.getFileName());
        assertThat(bound.name() + ".yaml").isEqualTo(name);
        assertThat(Files.readString(config))
            .startsWith("#")
            .contains("espalier ", "configs/" + name);
      }
    }
  }

  @Test
  void theReadmeNamesEveryVerbAndOnlyVerbsThereAre() throws IOException {
    var verbs =
        Commands.ALL.stream().map(command -> command.getAnnotation(Command.class).name()).toList();
    var readme = Files.readString(ROOT.resolve("README.md"));
    var named = COMMAND.matcher(readme).results().map(match -> match.group(1)).distinct().toList();
    assertThat(named).containsExactlyInAnyOrderElementsOf(verbs);
  }

  @Test
  void theReadmeNamesOnlyFilesThereAre() throws IOException {
    var readme = Files.readString(ROOT.resolve("README.md"));
    Pattern.compile("\\b(configs/[\\w.-]+\\.yaml)|\\]\\(([^)#:]+)\\)")
        .matcher(readme)
        .results()
        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
        .forEach(path -> assertThat(ROOT.resolve(path)).exists());
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
