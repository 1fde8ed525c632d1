package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.runners.console.ExitCode;
import org.espalier.transforms.benchmark.SyntheticNb201;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong input ends with one clear message, an exit code of its own, and nothing half-written. */
final class BadInputTest extends CommandLineTest {

  @TempDir private static Path files;
  private static Path table = Path.of("unset");
  private static Path supernet = Path.of("unset");

  @TempDir private Path temporary;

  @BeforeAll
  static void write() throws IOException {
    table = Configs.table(files);
    supernet = Configs.supernet(files);
    var compressed = new SyntheticNb201().compressed();
    Files.write(files.resolve("half.csv.gz"), Arrays.copyOf(compressed, compressed.length / 2));
    var lines = Files.readAllLines(files.resolve("table.csv"));
    lines.remove(4_711);
    Files.write(files.resolve("gap.csv"), lines);
    Files.write(files.resolve("data_batch_1.bin"), new byte[3_073 * 2 - 1]);
    Files.writeString(files.resolve("not.yaml"), "name: [unclosed\n");
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        arguments("seed=x", List.of("table.yaml: seed: must be an integer", "\"x\"")),
        arguments("space=darts", List.of("method.name", "'dsm-nas'", "'darts'", "nb201")),
        arguments("space=nb102", List.of("search space", "nb102", "did you mean", "nb201")),
        arguments("data.dataset=cifar11", List.of("data set", "cifar11", "cifar10")),
        arguments("method.name=dsm-nass", List.of("method.name", "dsm-nass", "did you mean")),
        arguments("evaluator.name=tabel", List.of("evaluator.name", "tabel", "did you mean")),
        arguments("method.candidatesPerRound=0", List.of("candidatesPerRound", "at least 1")),
        arguments("name=a/b", List.of("name must be", "a/b")),
        arguments("data.dataset=generated", List.of("no data set 'generated'", "cifar100")),
        arguments("evaluator.table=none.csv", List.of("none.csv is not a file", ".csv.gz")),
        arguments("evaluator.table={half.csv.gz}", List.of("half.csv.gz", "truncated or damaged")),
        arguments("evaluator.table={gap.csv}", List.of("gap.csv", "1 of 15,625", "|")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  void aConfigurationIsRefusedBeforeAnythingIsWritten(String override, List<String> message) {
    var set = inFiles(override);
    refused(ExitCode.BAD_INPUT, message, search(table, "--set", set));
    refused(
        ExitCode.BAD_INPUT, message, "study", table.toString(), "--run-dir", run(), "--set", set);
  }

  @Test
  void aTableOfAnotherSpaceIsRefused() throws IOException {
    var text =
        Files.readString(table)
            .replaceAll(
                "(?s)method:.*?(?=\\n\\S)", "method:\n  name: random\n  candidatesPerRound: 8");
    var random = Files.writeString(temporary.resolve("random.yaml"), text);
    refused(
        ExitCode.BAD_INPUT,
        List.of("table.csv cannot serve space 'darts'", "'nb201'"),
        search(random, "--set", "space=darts"));
  }

  @Test
  void everyWrongKeyIsNamedAtOnce() throws IOException {
    var text = Files.readString(table);
    text = text.replace("seed: 3", "sed: 3").replace("centres: 3", "centres: 0");
    text = text.replace("failedTrials: 0", "failedTrials: -1");
    var wrong = Files.writeString(temporary.resolve("wrong.yaml"), text);
    refused(
        ExitCode.BAD_INPUT,
        List.of("wrong.yaml has 4 problems", "sed: unknown key", "'seed'?", "seed: missing"),
        search(wrong));
    assertThat(said()).contains("method: centres must be", "budget: failedTrials must be", "-1");
  }

  @Test
  void aFileThatIsMissingOrNoYamlIsNamed() {
    refused(ExitCode.BAD_INPUT, List.of("none.yaml"), search(files.resolve("none.yaml")));
    refused(ExitCode.BAD_INPUT, List.of("not.yaml is not YAML"), search(files.resolve("not.yaml")));
  }

  @Test
  void aCifarFileOfAWrongLengthIsNamedWithItsLength() {
    refused(
        ExitCode.BAD_INPUT,
        List.of("data_batch_1.bin", "multiple of 3,073", "6145 bytes"),
        search(
            supernet,
            "--set",
            "data.dataset=cifar10",
            "--set",
            "evaluator.images.source=" + files));
  }

  @Test
  void whereItRunsIsCheckedToo() {
    refused(
        ExitCode.CLUSTER,
        List.of("no Flink job manager answers at 127.0.0.1:1"),
        search(table, "--flinkMaster", "127.0.0.1:1"));
    refused(
        ExitCode.BAD_INPUT,
        List.of("host:port", "localhost"),
        search(table, "--flinkMaster", "localhost"));
    for (var rounds : List.of("0", "11")) {
      refused(
          ExitCode.BAD_INPUT,
          List.of("rounds per pipeline must be in [1, 10], was " + rounds),
          search(table, "--rounds-per-pipeline", rounds));
    }
  }

  @Test
  void aRunDirectoryThatCannotBeMadeIsNamed() throws IOException {
    var file = Files.writeString(temporary.resolve("file"), "mine");
    var below = file.resolve("run").toString();
    refused(ExitCode.IO, List.of(below), "search", table.toString(), "--run-dir", below);
    assertThat(file).hasContent("mine");
  }

  @Test
  void theRunDirectoryOfAnotherConfigurationIsLeftAsItIs() throws IOException {
    var once = search(table, "--set", "budget.rounds=1", "--runner", "direct");
    assertThat(run(once)).as(said()).isEqualTo(ExitCode.OK);
    var before = Files.readString(temporary.resolve("run/run.json"));
    assertThat(run(search(table, "--set", "seed=4"))).isEqualTo(ExitCode.RUN_CONFLICT);
    assertThat(said()).contains("seed: was 3, is 4", "--run-dir").doesNotContain("budget", "name");
    assertThat(temporary.resolve("run/run.json")).hasContent(before);
  }

  @Test
  void aFolderThatHoldsNoRunIsNamed() throws IOException {
    for (var command : List.of("show", "derive", "rank")) {
      refused(ExitCode.BAD_INPUT, List.of(run() + " holds no run"), command, run());
    }
    // A driver killed at its very start leaves no more than this.
    Files.createDirectory(temporary.resolve("young"));
    Files.writeString(temporary.resolve("young/run.json"), "{}");
    for (var command : List.of("show", "derive", "rank")) {
      var young = temporary.resolve("young").toString();
      refused(ExitCode.BAD_INPUT, List.of("young holds no run"), command, young);
    }
  }

  @Test
  void aMalformedArchitectureIsShownWithTheFormWanted() {
    refused(
        ExitCode.BAD_INPUT,
        List.of("'|bad'", "is not an nb201 architecture"),
        "spaces",
        "cost",
        "--space",
        "nb201",
        "|bad");
    refused(
        ExitCode.BAD_INPUT,
        List.of("search space", "nb102"),
        "spaces",
        "cost",
        "--space",
        "nb102",
        "--all");
  }

  @Test
  void anEvaluatorThatAlwaysFailsEndsTheSearchWithItsReason() throws IOException {
    // The table knows cifar10, but not the data set that is searched first.
    var text =
        Files.readString(table)
            .replaceAll("(?m)^  (.*Round|centres|edits|hidden|layers)", "    $1");
    var plus =
        text.replaceAll("(?m)^  (learningRate|weightDecay|entropy|baseline|absolute)", "    $1")
            .replace(
                "name: dsm-nas\n",
                "name: dsm-nas-plus\n  source: generated\n  sourceEvaluations: 9\n  search:\n");
    var config = Files.writeString(temporary.resolve("plus.yaml"), plus);
    assertThat(run(search(config, "--runner", "direct")))
        .as(said())
        .isEqualTo(ExitCode.TRIALS_FAILED);
    assertThat(said())
        .contains("trials failed, budget.failedTrials allows 0", "no data set 'generated'", "show ")
        .doesNotContain("\tat ");
    assertThat(text()).isEmpty();
  }

  @Test
  void trainingThatDivergesIsRowsAndTheSearchEndsAndSaysWhatToDo() {
    var code =
        run(
            search(
                supernet,
                "--runner",
                "direct",
                "--set",
                "evaluator.training.learningRate=1e9",
                "--set",
                "evaluator.training.clipNorm=0"));
    assertThat(code).as(said()).isEqualTo(ExitCode.TRIALS_FAILED);
    assertThat(said()).contains("diverged", "lower evaluator.training.learningRate");
    assertThat(StoredTrials.read(temporary.resolve("run")))
        .isNotEmpty()
        .allMatch(trial -> trial.getStatus() == org.espalier.schemas.Status.DIVERGED);
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static String inFiles(String override) {
    var brace = override.indexOf('{');
    return brace < 0
        ? override
        : override.substring(0, brace)
            + files.resolve(override.substring(brace + 1, override.length() - 1));
  }

  private String run() {
    return temporary.resolve("run").toString();
  }

  private String[] search(Path config, String... more) {
    var arguments = new ArrayList<>(List.of("search", config.toString(), "--run-dir", run()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private void refused(ExitCode code, List<String> message, String... arguments) {
    assertThat(run(arguments)).as(said()).isEqualTo(code);
    assertThat(said()).startsWith("espalier: ").contains(message).doesNotContain("\tat ");
    assertThat(text()).isEmpty();
    assertThat(temporary.resolve("run")).doesNotExist();
  }
}
