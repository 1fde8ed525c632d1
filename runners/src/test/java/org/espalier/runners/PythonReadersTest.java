package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people read tables with, reads them: pandas, pyarrow, DuckDB and polars with their defaults,
 * and the notebooks. Skipped, with a message, where pip installs nothing.
 */
final class PythonReadersTest {

  @TempDir private static Path temporary;

  @BeforeAll
  static void search() throws Exception {
    Python.install();
    var table = Configs.table(temporary).toString();
    var csv = temporary.resolve("table.csv").toString();
    search("table", table);
    search(
        "gradient",
        Configs.gradient(temporary).toString(),
        "data.dataset=cifar10",
        "evaluator.images.source=" + cifar(temporary.resolve("cifar")),
        "evaluator.images.train=256",
        "evaluator.images.val=256",
        "report.table=" + csv);
    study("study", table);
    study("random-study", "../configs/random-nb201-table.yaml", "evaluator.table=" + csv);
    var images = JpegFolder.write(temporary.resolve("images"), 1, 3);
    Files.createFile(images.resolve("n00000001/n00000001_9.JPEG"));
    var prepared = temporary.resolve("prepared").toString();
    run(
        "prepare",
        "subset",
        "--input",
        images.toString(),
        "--output",
        prepared,
        "--fractions",
        "train=1",
        "--max-rejected",
        "1");
    run("prepare", "nasbench201", "--input", csv, "--output", prepared + "/nb201.parquet");
  }

  @Test
  void everyTableIsReadByEveryReaderWithItsDefaults() throws Exception {
    var read = Python.script("read_tables.py", Map.of(), temporary.toString());
    assertThat(read.text()).isEqualTo("all read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "gradient"})
  void aRunIsReadByItsNotebook(String run) throws Exception {
    var said = notebook("read_a_run", "RUN", temporary.resolve(run), 3);
    assertThat(said).contains(run.equals("table") ? "dsm-nas" : "drnas");
  }

  @Test
  void studiesAreComparedByTheirNotebook() throws Exception {
    assertThat(notebook("compare_methods", "RUNS", temporary, 2))
        .contains("random-study", "study", "cifar100");
  }

  /** CIFAR-10's binary files of noise: a benchmark reports on searches on the sets it has only. */
  private static Path cifar(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
    var records = new byte[512 * 3_073];
    new SplittableRandom(0).nextBytes(records);
    for (var i = 0; i < 512; i++) {
      records[i * 3_073] = (byte) (i % 10);
    }
    Files.write(folder.resolve("data_batch_1.bin"), records);
    Files.write(folder.resolve("test_batch.bin"), Arrays.copyOf(records, 100 * 3_073));
    return folder;
  }

  /** Runs a notebook; each of its figures is a file then. */
  private static String notebook(String name, String variable, Path value, int figures)
      throws Exception {
    var drawn = Files.createTempDirectory(temporary, name);
    var said =
        Python.script(
            "run_notebook.py",
            Map.of(variable, value.toString()),
            "../notebooks/" + name + ".ipynb",
            drawn.toString());
    assertThat(said.code()).as(said.text()).isZero();
    try (var files = Files.list(drawn)) {
      assertThat(files.toList())
          .hasSizeGreaterThanOrEqualTo(figures)
          .allSatisfy(file -> assertThat(Files.size(file)).isGreaterThan(5_000));
    }
    return said.text();
  }

  private static void search(String name, String config, String... settings) {
    run(arguments(List.of("search", config), name, settings));
  }

  private static void study(String name, String config, String... settings) {
    run(arguments(List.of("study", config, "--seeds", "3"), name, settings));
  }

  private static String[] arguments(List<String> command, String name, String... settings) {
    var arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--run-dir", temporary.resolve(name).toString()));
    for (var setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments.toArray(String[]::new);
  }

  private static void run(String... command) {
    var arguments = new ArrayList<>(List.of(command));
    if (!arguments.contains("nasbench201")) {
      arguments.addAll(List.of("--runner", "direct"));
    }
    new CommandLineRun().ok(arguments.toArray(String[]::new));
  }
}
