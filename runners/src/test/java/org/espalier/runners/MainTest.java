package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.runners.command.Commands;
import org.espalier.runners.console.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

final class MainTest extends CommandLineTest {

  /** Where picocli breaks lines, in columns, unless the terminal is wider. */
  private static final int WIDTH = 80;

  @TempDir private Path temporary;

  @Test
  void theHelpListsCommandsAndExitCodesOnStandardOutput() {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(text()).contains("cluster", "Exit codes:", "no Java 17");
    assertThat(said()).isEmpty();
  }

  @Test
  void aMisspelledCommandIsAnsweredWithTheNearestOne() {
    assertThat(run("clustr")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("'clustr'", "did you mean cluster").hasLineCount(1);
    assertThat(text()).isEmpty();
  }

  @Test
  void aCommandThatNeedsAnotherNamesThem() {
    assertThat(run("cluster")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("start, status, stop");
  }

  @Test
  void aBadValueIsAMessageWithoutAStackTrace() {
    assertThat(run("cluster", "start", "-n", "0", "--dir", dir())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said())
        .isEqualToIgnoringNewLines("espalier: taskManagers must be at least 1, was 0");
    assertThat(temporary.resolve("c")).doesNotExist();
  }

  @Test
  void theStackTraceIsThereWhenAskedFor() {
    run("cluster", "start", "-n", "0", "--dir", dir(), "--stacktrace");
    assertThat(said()).contains("at org.espalier.runners.cluster.ClusterPlan");
  }

  @Test
  void withJsonAFailureIsAnObjectToo() throws Exception {
    for (var args :
        new String[][] {{"clustr", "--json"}, {"cluster", "start", "-n", "0", "--json"}}) {
      var code = run(args);
      var json = new ObjectMapper().readTree(text());
      assertThat(json.path("exit_code").asInt()).isEqualTo(code.number());
      assertThat(json.path("error").asText()).isNotEmpty();
    }
  }

  @Test
  void aClusterThatIsNotThereIsSaidByStatusAndNoErrorForStop() throws Exception {
    assertThat(run("cluster", "status", "--json", "--dir", dir())).isEqualTo(ExitCode.CLUSTER);
    assertThat(new ObjectMapper().readTree(text()).path("running").asBoolean(true)).isFalse();
    assertThat(run("cluster", "stop", "--dir", dir())).isEqualTo(ExitCode.OK);
    assertThat(text()).contains("no cluster runs in");
  }

  @Test
  void helpOfACommandIsThatOfItsFlag() {
    for (var command : new String[][] {{"search"}, {"cluster"}, {"cluster", "start"}, {}}) {
      assertThat(run(Stream.concat(Stream.of("help"), Stream.of(command)).toArray(String[]::new)))
          .isEqualTo(ExitCode.OK);
      var help = text();
      run(Stream.concat(Stream.of(command), Stream.of("--help")).toArray(String[]::new));
      assertThat(help.strip()).isEqualTo(text().strip()).isNotEmpty();
    }
    assertThat(run("help", "serach")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("'serach'", "did you mean search?").hasLineCount(1);
  }

  @Test
  void everyCommandHasAHelpWithAnExample() {
    for (var command : Commands.ALL) {
      var name = command.getAnnotation(Command.class).name();
      assertThat(run("help", name)).isEqualTo(ExitCode.OK);
      assertThat(text()).contains("Usage: espalier " + name).contains("Example");
    }
  }

  @Test
  void anExampleCanBeCopiedSinceItIsNeverBrokenInAWord() {
    var commands = new ArrayDeque<>(Commands.ALL);
    int examples = 0;
    while (!commands.isEmpty()) {
      var command = commands.remove().getAnnotation(Command.class);
      commands.addAll(List.of(command.subcommands()));
      for (var line : command.footer()) {
        assertThat(line).hasSizeLessThan(WIDTH).matches(" {2}espalier .+| {4}--.+");
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(20);
  }

  @Test
  void theVersionNamesCommitLibrariesAndDevice() throws Exception {
    assertThat(run("--version", "--json")).isEqualTo(ExitCode.OK);
    var json = new ObjectMapper().readTree(text());
    assertThat(json.path("flink").asText()).startsWith("1.19.");
    assertThat(json.path("tensorflow").asText()).startsWith("2.");
    assertThat(json.path("commit").asText()).matches("[0-9a-f]{40}|unknown");
    assertThat(json.path("device").asText()).isEqualTo("cpu");
    assertThat(run("--version")).isEqualTo(ExitCode.OK);
    assertThat(text()).startsWith("Espalier " + json.path("version").asText()).hasLineCount(5);
  }

  @Test
  void everySignalHasItsExitCodeInTheTable() {
    assertThat(ExitCode.table()).contains("129  ", "130  ", "143  ");
    assertThat(ExitCode.HUNG_UP.number()).isEqualTo(128 + 1);
    assertThat(ExitCode.INTERRUPTED.number()).isEqualTo(128 + 2);
    assertThat(ExitCode.TERMINATED.number()).isEqualTo(128 + 15);
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private String dir() {
    return temporary.resolve("c").toString();
  }
}
