package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {
  @TempDir private Path temporary;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theHelpListsVerbsAndExitCodesOnStandardOutput() {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(text(out)).contains("cluster", "Exit codes:", "no Java 17");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aMisspelledVerbIsAnsweredWithTheNearestOne() {
    assertThat(run("clustr")).isEqualTo(ExitCode.USAGE);
    assertThat(text(err)).contains("'clustr'", "did you mean cluster").hasLineCount(1);
    assertThat(text(out)).isEmpty();
  }

  @Test
  void aVerbThatNeedsAnotherNamesThem() {
    assertThat(run("cluster")).isEqualTo(ExitCode.USAGE);
    assertThat(text(err)).contains("start, status, stop");
  }

  @Test
  void aBadValueIsAMessageWithoutAStackTrace() {
    assertThat(run("cluster", "start", "-n", "0", "--dir", dir())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(text(err))
        .isEqualToIgnoringNewLines("espalier: taskManagers must be at least 1, was 0");
    assertThat(temporary.resolve("c")).doesNotExist();
  }

  @Test
  void theStackTraceIsThereWhenAskedFor() {
    run("cluster", "start", "-n", "0", "--dir", dir(), "--stacktrace");
    assertThat(text(err)).contains("at org.espalier.runners.cluster.ClusterPlan");
  }

  @Test
  void withJsonAFailureIsAnObjectToo() throws Exception {
    for (var args :
        new String[][] {{"clustr", "--json"}, {"cluster", "start", "-n", "0", "--json"}}) {
      out.reset();
      var code = run(args);
      var json = new ObjectMapper().readTree(text(out));
      assertThat(json.path("exit_code").asInt()).isEqualTo(code.number());
      assertThat(json.path("error").asText()).isNotEmpty();
    }
  }

  @Test
  void aClusterThatIsNotThereIsSaidByStatusAndNoErrorForStop() throws Exception {
    assertThat(run("cluster", "status", "--json", "--dir", dir())).isEqualTo(ExitCode.CLUSTER);
    assertThat(new ObjectMapper().readTree(text(out)).path("running").asBoolean(true)).isFalse();
    assertThat(run("cluster", "stop", "--dir", dir())).isEqualTo(ExitCode.OK);
    assertThat(text(out)).contains("no cluster runs in");
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private String dir() {
    return temporary.resolve("c").toString();
  }

  private ExitCode run(String... args) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
