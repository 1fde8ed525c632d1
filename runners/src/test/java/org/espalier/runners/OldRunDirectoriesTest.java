package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.espalier.runners.console.ExitCode;
import org.espalier.schemas.Trial;
import org.espalier.transforms.benchmark.SyntheticNb201;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run directories that version 0.1 has written are shown, derived and ranked. */
final class OldRunDirectoriesTest extends CommandLineTest {

  private static final String CONFIG =
      """
      name: "2024"
      seed: 0
      space: nb201
      data: {dataset: cifar10}
      method: {name: random, candidatesPerRound: 2}
      evaluator: {name: table, table: %s}
      budget: {rounds: 10000, evaluations: 4, simulatedSeconds: 12000, failedTrials: 0}
      constraints: {deduplicate: false, maxParameters: unlimited, maxMadds: unlimited}
      """;

  @TempDir private Path temporary;

  @Test
  void aRunOnATableIsShownAndDerived() throws IOException {
    var run = unpack("table");
    var shown = json("show", run.toString());
    assertThat(shown.path("run").asText()).isEqualTo("2024");
    assertThat(shown.path("evaluations").asInt()).isEqualTo(4);
    assertThat(shown.path("history")).hasSize(2);
    assertThat(shown.path("validation_accuracy").asDouble()).isEqualTo(0.75712);
    assertThat(shown.path("rank").path("cifar10").asInt()).isPositive();
    assertThat(json("show", run.toString(), "--trials").path("trial_rows")).hasSize(4);
    var derived = json("derive", run.toString());
    assertThat(derived.path("genotype")).isEqualTo(shown.path("genotype"));
    assertThat(run.resolve("derived/model/saved_model.pb")).exists();
    assertThat(run("rank", run.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("no shared weights");
  }

  @Test
  void itsFilesAreReadByVerifyAndOneThatIsNoneIsFound() throws IOException {
    for (var name : List.of("table", "supernet", "gradient")) {
      var run = unpack(name);
      assertThat(json("verify", run.toString()).path("files").asInt()).isGreaterThan(6);
      var round = run.resolve("trials/round=00001/trials.parquet");
      var whole = Files.readAllBytes(round);
      Files.write(round, java.util.Arrays.copyOf(whole, whole.length / 2));
      assertThat(run("verify", run.toString())).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(said()).contains("trials/round=00001/trials.parquet is damaged").hasLineCount(2);
      Files.delete(round);
      assertThat(run("verify", run.toString())).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(said()).contains("is missing").hasLineCount(2);
      assertThat(run("show", run.toString(), "--trials")).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(said()).contains("00001").contains("is missing").hasLineCount(1);
    }
  }

  @Test
  void noSearchGoesOnWithIt() throws IOException {
    var run = unpack("table");
    var config =
        Files.writeString(temporary.resolve("old.yaml"), CONFIG.formatted(table().toString()));
    assertThat(run("search", config.toString(), "--run-dir", run.toString()))
        .isEqualTo(ExitCode.RUN_CONFLICT);
    assertThat(said()).contains("written by Espalier 0.1", "--run-dir").hasLineCount(1);
  }

  @Test
  void aRunWithASupernetIsShownDerivedAndRanked() throws IOException {
    shownDerivedAndRanked("supernet", 3);
  }

  @Test
  void aRunOfAGradientMethodIsShownDerivedAndRanked() throws IOException {
    shownDerivedAndRanked("gradient", 2);
    var edges = json("show", temporary.resolve("gradient").toString(), "--decisions");
    assertThat(edges.path("decisions")).hasSize(6 * 5);
  }

  private void shownDerivedAndRanked(String name, int trials) throws IOException {
    var run = unpack(name);
    var shown = json("show", run.toString());
    assertThat(shown.path("trials").asInt()).isEqualTo(trials);
    assertThat(shown.path("held_out").path("accuracy").asDouble()).isEqualTo(0.25);
    assertThat(shown.path("scored").asBoolean()).isTrue();
    json("derive", run.toString());
    assertThat(run.resolve("derived/model/saved_model.pb")).exists();
    var ranked =
        json(
            "rank",
            run.toString(),
            "--table",
            table().toString(),
            "--architectures",
            "4",
            "--runner",
            "direct");
    assertThat(ranked.path("architectures").asInt()).isEqualTo(4);
    // What version 0.1 has left in pending/ are scores of the held-out check.
    var rows = Table.of(Trial.class).read(run + "/rank/trials.parquet");
    assertThat(rows)
        .hasSize(4)
        .allSatisfy(
            trial -> assertThat(trial.getMetrics().get(0).getSplit().toString()).isEqualTo("val"));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  /** The directory, its inputs where this test has them. */
  private Path unpack(String name) throws IOException {
    var resource = "/run-directories/" + name + "-0.1.zip.gz";
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream(resource));
        var zip = new ZipInputStream(new GZIPInputStream(in))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var file = temporary.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
    var manifest = temporary.resolve(name).resolve("run.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace("\"cifar\"", '"' + images().toString() + '"')
            .replace("\"nb201.csv.gz\"", '"' + table().toString() + '"'));
    return temporary.resolve(name);
  }

  /** CIFAR-10's binary files, of 12 and of 4 records. */
  private Path images() throws IOException {
    var folder = Files.createDirectories(temporary.resolve("cifar"));
    Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
    Files.write(folder.resolve("data_batch_1.bin"), records(0, 12));
    Files.write(folder.resolve("test_batch.bin"), records(100, 4));
    return folder;
  }

  private static byte[] records(int first, int count) {
    var records = new byte[count * 3_073];
    for (var i = 0; i < records.length; i++) {
      var record = first + i / 3_073;
      var at = i % 3_073;
      records[i] = (byte) (at == 0 ? record % 10 : (record * 7 + at - 1) % 251);
    }
    return records;
  }

  private Path table() throws IOException {
    var table = temporary.resolve("table.csv");
    return Files.exists(table) ? table : new SyntheticNb201().write(table);
  }

  private JsonNode json(String... arguments) throws IOException {
    var all = new java.util.ArrayList<>(List.of(arguments));
    all.add("--json");
    assertThat(run(all.toArray(String[]::new))).as(said()).isEqualTo(ExitCode.OK);
    return new ObjectMapper().readTree(text());
  }
}
