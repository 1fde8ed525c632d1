package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.espalier.runners.console.ExitCode;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.storage.RunFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file of a run with a flipped bit, and cut: {@code verify} finds it, and whoever reads the
 * run says what is right or names the file. {@code -Despalier.seed=N} damages other places.
 */
final class DamageTest {

  private static final int FLIPS = 8;
  private static final int CUTS = 4;
  private static final int ROUNDS = 3;
  private static final int MORE_ROUNDS = 5;
  private static final String TINY = Path.of("..", "configs", "tiny-gradient.yaml").toString();

  @TempDir private static Path temporary;
  private static String config = "";
  private static Path table = Path.of("unset");
  private static Path gradient = Path.of("unset");
  private static Path study = Path.of("unset");
  private static List<Trial> longer = List.of();

  private final CommandLineRun cli = CommandLineRun.withNotices();
  private final Random random = new Random(Long.getLong("espalier.seed", 17));

  @BeforeAll
  static void searchOnce() throws IOException {
    var cli = CommandLineRun.withNotices();
    config = Configs.table(temporary).toString();
    table = temporary.resolve("table");
    gradient = temporary.resolve("gradient");
    study = temporary.resolve("study");
    var straight = temporary.resolve("straight");
    cli.ok(search(straight, MORE_ROUNDS));
    longer = StoredTrials.lasting(straight);
    cli.ok(search(table, ROUNDS));
    cli.ok("search", TINY, "--run-dir", gradient.toString(), "--runner", "direct");
    var arguments = List.of("study", config, "--seeds", "2", "--run-dir", study.toString());
    cli.ok(with(arguments, "--runner", "direct"));
    cli.ok("derive", table.toString());
    cli.ok("derive", gradient.toString());
    leaveWorkUndone(new RunFiles(table.toString()));
  }

  @Test
  void verifyFindsEveryDamagedFileOfASearchOnATable() throws Exception {
    verifyFinds(table);
  }

  @Test
  void verifyFindsEveryDamagedFileOfASearchThatFollowsGradients() throws Exception {
    verifyFinds(gradient);
  }

  @Test
  void verifyFindsEveryDamagedFileOfAStudy() throws Exception {
    verifyFinds(study);
  }

  @Test
  void showOfADamagedRunIsRightOrNamesTheFile() throws IOException {
    for (var run : List.of(table, gradient)) {
      show(run, with(List.of("show", run.toString()), "--json"));
      show(run, with(List.of("show", run.toString()), "--trials", "--csv"));
    }
    show(study, with(List.of("show", study.toString()), "--json"));
  }

  private void show(Path run, String... arguments) throws IOException {
    var right = new ArrayList<>(List.of(cli.ok(arguments)));
    for (var file : Damage.files(run).entrySet()) {
      if (file.getKey().startsWith("state/")) {
        // Without the last state, as it was a round before.
        var path = run.resolve(file.getKey());
        Files.delete(path);
        right.add(cli.ok(arguments));
        Files.write(path, file.getValue());
      }
    }
    for (var file : Damage.files(run).entrySet()) {
      for (var damage : Damage.some(file.getValue(), FLIPS / 4, CUTS / 4, random)) {
        damage.during(
            run.resolve(file.getKey()),
            () -> {
              if (cli.run(arguments) == ExitCode.OK) {
                assertThat(right).as(file.getKey() + damage.how()).contains(cli.text());
              } else {
                assertOneLineNames(file.getKey(), damage.how());
              }
            });
      }
    }
  }

  @Test
  void deriveFromADamagedRunIsRightOrNamesTheFile() throws IOException {
    for (var run : List.of(table, gradient)) {
      var genotype = Files.readString(run.resolve("derived/genotype.txt"));
      for (var file : Damage.files(run).entrySet()) {
        if (!file.getKey().matches("run.json|(state|weights)/.*")) {
          continue;
        }
        for (var damage : Damage.some(file.getValue(), 1, 1, random)) {
          var output = temporary.resolve("derived-" + random.nextLong());
          damage.during(
              run.resolve(file.getKey()),
              () -> cli.run("derive", run.toString(), "--output", output.toString()));
          if (cli.code() == ExitCode.OK && !cli.said().contains("the state before")) {
            assertThat(output.resolve("genotype.txt")).hasContent(genotype);
          } else {
            assertOneLineNames(file.getKey(), damage.how());
          }
        }
      }
    }
  }

  @Test
  void aSearchThatGoesOnWithADamagedRunIsRightOrNamesTheFile() throws IOException {
    var cases = 0;
    for (var file : Damage.files(table).entrySet()) {
      if (file.getKey().startsWith("derived/")) {
        continue;
      }
      for (var damage : Damage.some(file.getValue(), 1, 1, random)) {
        var run = temporary.resolve("copy-" + cases++);
        Damage.copy(table, run);
        damage.into(run.resolve(file.getKey()));
        goOn(run, file.getKey(), damage);
      }
    }
    assertThat(cases).isGreaterThan(24);
  }

  private void goOn(Path run, String file, Damage damage) {
    cli.run(search(run, MORE_ROUNDS));
    assertThat(cli.said()).doesNotContain("\tat ");
    if (cli.code() != ExitCode.OK) {
      assertThat(cli.said().lines().filter(line -> line.startsWith("espalier: ")))
          .singleElement()
          .asString()
          .contains(file);
      return;
    }
    try {
      assertThat(StoredTrials.lasting(run)).as(file + damage.how()).isEqualTo(longer);
    } catch (DamagedFileException named) {
      assertThat(named).hasMessageContaining(file);
    }
    if (file.endsWith("state/%05d.avro".formatted(ROUNDS))) {
      assertThat(cli.said()).contains(file + " is damaged", "the state before");
      cli.ok("verify", run.toString());
    }
  }

  @Test
  void aRoundThatStartsFromDamagedWeightsIsNoRoundOfFailedTrials() throws IOException {
    var files = new RunFiles(gradient.toString());
    var rounds = files.committed().orElseThrow();
    var weights = "weights/" + files.read(rounds - 1).getWeights();
    var run = temporary.resolve("without-weights");
    Damage.copy(gradient, run);
    Files.delete(run.resolve("state/%05d.avro".formatted(rounds)));
    Damage.flip(Files.readAllBytes(run.resolve(weights)), random).into(run.resolve(weights));
    cli.run("search", TINY, "--run-dir", run.toString(), "--runner", "direct");
    assertThat(cli.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.said()).contains(weights + " is damaged").doesNotContain("\tat ");
    assertThat(new RunFiles(run.toString()).committed()).hasValue(rounds - 1);
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    missing(table, "(trials|rounds)/.*|state/00002.avro|best.json|report.html|run.json|derived/.*");
    missing(gradient, "(weights|held-out|trials|rounds)/.*");
  }

  private void missing(Path run, String named) throws IOException {
    for (var file : Damage.files(run).keySet()) {
      if (file.matches(named) && !file.endsWith("SHA256SUMS")) {
        var whole = Files.readAllBytes(run.resolve(file));
        Files.delete(run.resolve(file));
        assertThat(cli.run("verify", run.toString())).as(file).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(cli.said()).contains("\n  " + file + " is missing: ").hasLineCount(2);
        cli.run("show", run.toString(), file.startsWith("trials") ? "--trials" : "--csv");
        if (file.startsWith("trials") || file.startsWith("rounds")) {
          assertThat(cli.code()).isEqualTo(ExitCode.BAD_INPUT);
          assertOneLineNames(file, "missing");
        }
        Files.write(run.resolve(file), whole);
      }
    }
  }

  @Test
  void whatIsNoRunIsRefused() throws IOException {
    Files.createDirectories(temporary.resolve("empty"));
    for (var name : List.of("empty", "absent")) {
      cli.run("verify", temporary.resolve(name).toString());
      assertThat(cli.code()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(cli.said()).contains(name, "holds no run").hasLineCount(1);
    }
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private void verifyFinds(Path run) throws Exception {
    var files = Damage.files(run);
    var clean = new ObjectMapper().readTree(cli.ok("verify", run.toString(), "--json"));
    assertThat(clean.path("files").asInt()).as(files.keySet().toString()).isEqualTo(files.size());
    for (var file : files.entrySet()) {
      for (var damage : Damage.some(file.getValue(), FLIPS, CUTS, random)) {
        damage.during(
            run.resolve(file.getKey()),
            () -> assertThat(faults(run)).as(damage.how()).containsExactly(file.getKey()));
      }
    }
  }

  /** The files that {@code verify} lists. */
  private List<String> faults(Path run) {
    cli.run("verify", run.toString(), "--json");
    assertThat(cli.code()).as(cli.text()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.said()).isEmpty();
    try {
      var faults = new ArrayList<String>();
      for (JsonNode fault : new ObjectMapper().readTree(cli.text()).path("faults")) {
        faults.add(fault.path("file").asText());
      }
      return faults;
    } catch (JsonProcessingException noJson) {
      throw new AssertionError(cli.text(), noJson);
    }
  }

  private void assertOneLineNames(String file, String how) {
    assertThat(cli.said())
        .as(how)
        .startsWith("espalier: ")
        .contains(file)
        .doesNotContain("\tat ")
        .hasLineCount(1);
  }

  private static String[] search(Path run, int rounds) {
    return with(
        List.of("search", config, "--run-dir", run.toString()),
        "--runner",
        "direct",
        "--set",
        "budget.rounds=" + rounds);
  }

  private static String[] with(List<String> arguments, String... more) {
    var all = new ArrayList<>(arguments);
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  /** A trial that a killed process has finished, and the steps of another. */
  private static void leaveWorkUndone(RunFiles run) {
    var candidate =
        Candidate.newBuilder()
            .setId("0123456789abcdef")
            .setRound(99)
            .setIndex(0)
            .setSeed(1)
            .setTask(Task.TRAIN)
            .setDataSet("cifar10")
            .setSteps(7)
            .build();
    var trial = Trial.newBuilder(longer.get(0)).setId(candidate.getId()).setRound(99).build();
    run.pending().keep(candidate, trial);
    run.pending().steps(candidate).accept(7);
  }
}
