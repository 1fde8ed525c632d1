package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.runners.console.ExitCode;
import org.espalier.transforms.files.SealedText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coming back to a run directory by the command line. */
final class ResumeTest extends CommandLineTest {

  @TempDir private Path temporary;
  private Path config = Path.of("unset");

  @BeforeEach
  void write() throws IOException {
    config = Configs.table(temporary);
  }

  @Test
  void aRunWhoseNameLooksLikeSomethingElseIsDerivedAndShown() throws IOException {
    var folder = Files.createDirectories(temporary.resolve("tables #1"));
    var table = Files.copy(temporary.resolve("table.csv"), folder.resolve("nb 201.csv"));
    for (var name : List.of("2024", "007", "1e3", "true")) {
      var run = temporary.resolve("run-" + name);
      search(run, "name=" + name, "evaluator.table=" + table, "budget.rounds=1");
      assertThat(best(run).path("run").asText()).isEqualTo(name);
      for (var command : List.of("show", "derive")) {
        assertThat(run(command, run.toString())).as(said()).isEqualTo(ExitCode.OK);
      }
      // The table is found again, and of all that is missing it is not the first.
      assertThat(run("rank", run.toString())).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(said()).contains("no shared weights");
    }
  }

  @Test
  void aFinishedSearchGoesOnOnceItsBudgetHasGrown() throws IOException {
    var run = temporary.resolve("run");
    search(run, "budget.rounds=2");
    var first = best(run);
    search(run, "budget.rounds=4", "budget.evaluations=1e6");
    assertThat(best(run).path("rounds").asInt()).isEqualTo(4);
    assertThat(best(run).path("evaluations").asInt())
        .isGreaterThan(first.path("evaluations").asInt());
    assertThat(run("show", run.toString(), "--csv")).isEqualTo(ExitCode.OK);
    assertThat(text().lines().map(line -> line.contains(",1000000,")))
        .containsExactly(false, false, false, true, true);
    assertThat(run(arguments(run, "budget.rounds=3", "budget.evaluations=1e6")))
        .isEqualTo(ExitCode.RUN_CONFLICT);
    assertThat(said()).contains("budget.rounds: was 4, is 3; a budget may grow only");
  }

  @Test
  void theSecondsOfAllProcessesStandInTheResultAndRepeatingAddsNone() throws IOException {
    var run = temporary.resolve("run");
    search(run, "budget.rounds=2");
    var first = best(run).path("wall_seconds").asDouble();
    assertThat(first).isPositive();
    search(run, "budget.rounds=2");
    assertThat(best(run).path("wall_seconds").asDouble()).isEqualTo(first);
    search(run, "budget.rounds=3");
    assertThat(best(run).path("wall_seconds").asDouble()).isGreaterThan(first);
    var processes = new ObjectMapper().readTree(run.resolve("processes.json").toFile());
    assertThat(processes.path("processes")).hasSize(2);
  }

  @Test
  void theSameTableInAnotherPlaceIsTheSameRun() throws IOException {
    var run = temporary.resolve("run");
    search(run, "budget.rounds=1", "budget.simulatedSeconds=1e5");
    var copy = Files.copy(temporary.resolve("table.csv"), temporary.resolve("copy.csv"));
    search(run, "budget.rounds=1", "budget.simulatedSeconds=100000", "evaluator.table=" + copy);
    Files.writeString(copy, Files.readString(copy).replaceFirst("\\d\\d\\.\\d", "50.5"));
    assertThat(
            run(
                arguments(
                    run,
                    "budget.rounds=1",
                    "budget.simulatedSeconds=100000",
                    "evaluator.table=" + copy)))
        .isEqualTo(ExitCode.RUN_CONFLICT);
    assertThat(said()).contains("content of evaluator.table", "copy.csv");
  }

  @Test
  void statesWithoutAManifestAndThoseOfANewerVersionAreRefused() throws IOException {
    var run = temporary.resolve("run");
    search(run, "budget.rounds=1");
    var manifest = run.resolve("run.json");
    var written = SealedText.readSealed(manifest.toString());
    SealedText.write(manifest.toString(), written.replace("\"format\" : 2", "\"format\" : 99"));
    for (var command : List.of("show", "derive", "rank")) {
      assertThat(run(command, run.toString())).isEqualTo(ExitCode.RUN_CONFLICT);
      assertThat(said()).contains("install Espalier").hasLineCount(1);
    }
    assertThat(run(arguments(run, "budget.rounds=1"))).isEqualTo(ExitCode.RUN_CONFLICT);
    Files.delete(manifest);
    assertThat(run(arguments(run, "seed=9"))).isEqualTo(ExitCode.RUN_CONFLICT);
    assertThat(said()).contains("no run.json");
    assertThat(manifest).doesNotExist();
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private void search(Path run, String... settings) {
    assertThat(run(arguments(run, settings))).as(said()).isEqualTo(ExitCode.OK);
  }

  private String[] arguments(Path run, String... settings) {
    var arguments = new ArrayList<>(List.of("search", config.toString()));
    arguments.addAll(List.of("--run-dir", run.toString(), "--runner", "direct"));
    for (var setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments.toArray(String[]::new);
  }

  private static JsonNode best(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("best.json").toFile());
  }
}
