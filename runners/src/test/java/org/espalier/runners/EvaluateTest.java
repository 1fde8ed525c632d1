package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.espalier.runners.console.ExitCode;
import org.espalier.schemas.Prediction;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espalier evaluate} and {@code espalier weights}, on a network of three cells. */
final class EvaluateTest {

  private static final int CLASSES = 6;
  private static final int EACH = 5;

  @TempDir private static Path shared;

  private static Path weights = Path.of("");
  private static Path images = Path.of("");

  @TempDir private Path folder;

  private final CommandLineRun cli = new CommandLineRun();

  @BeforeAll
  static void network() throws IOException {
    weights = TinyWeights.write(shared.resolve("w.safetensors"), CLASSES);
    images = JpegFolder.write(shared.resolve("images"), CLASSES, EACH);
  }

  @Test
  void theScoresAreThoseOfThePredictions() throws IOException {
    var out = folder.resolve("out");
    var json =
        json(evaluate("--output", out.toString(), "--logits", "--runner", "DIRECT", "--json"));

    var rows = Table.of(Prediction.class).read(out.resolve("predictions.parquet").toString());
    assertThat(rows).hasSize(CLASSES * EACH);
    assertThat(IntStream.range(0, rows.size()))
        .allMatch(i -> rows.get(i).getIndex() == i && rows.get(i).getLabel() == i / EACH);
    assertThat(rows.get(7).getPath()).isEqualTo("n00000002/n00000002_2.JPEG");
    assertThat(rows).allSatisfy(EvaluateTest::agrees);
    assertThat(json.path("images").asInt()).isEqualTo(rows.size());
    assertThat(json.path("top1").asDouble())
        .isEqualTo(
            rows.stream()
                .mapToInt(row -> best(row) == row.getLabel() ? 1 : 0)
                .average()
                .orElse(-1));
    assertThat(json.path("top5").asDouble())
        .isEqualTo(
            rows.stream()
                .mapToInt(row -> row.getTopLabels().contains(row.getLabel()) ? 1 : 0)
                .average()
                .orElse(-1));
    assertThat(json.path("loss").asDouble())
        .isCloseTo(
            rows.stream().mapToDouble(Prediction::getLoss).average().orElse(-1),
            Offset.offset(1e-9));
    assertThat(json.path("preprocessing").asText())
        .contains("shorter side 32 (bilinear, antialiased), centre 32", "mean [0.491");
    assertThat(json.path("images_per_second").asDouble()).isPositive();
    assertThat(out.resolve("parts")).doesNotExist();
    assertThat(Files.readAllLines(out.resolve("classes.csv"))).hasSize(CLASSES + 1);
  }

  @Test
  void flinkAndAnExportedModelSayTheSame() throws IOException {
    var direct = json(evaluate("--runner", "DIRECT", "--json"));
    var flink = json(evaluate("--json"));
    var model = folder.resolve("model").toString();
    cli.ok(
        "weights", "convert", weights.toString(), "--architecture", "DARTS_V2", "--output", model);
    var served =
        json(
            cli.ok(
                "evaluate", model, "--images", images.toString(), "--runner", "DIRECT", "--json"));

    for (var key : List.of("top1", "top5", "loss")) {
      assertThat(flink.path(key)).isEqualTo(direct.path(key));
      assertThat(served.path(key)).isEqualTo(direct.path(key));
    }
  }

  @Test
  void classesAreInTheOrderOfTheirFile() throws IOException {
    var reversed =
        IntStream.rangeClosed(1, CLASSES)
            .mapToObj(c -> "n%08d\tin words".formatted(CLASSES + 1 - c))
            .toList();
    var file = Files.write(folder.resolve("classes.tsv"), reversed);
    var out = folder.resolve("out");
    evaluate("--classes", file.toString(), "--output", out.toString(), "--runner", "DIRECT");

    var rows = Table.of(Prediction.class).read(out.resolve("predictions.parquet").toString());
    assertThat(rows.get(0).getLabel()).isEqualTo(CLASSES - 1);
    assertThat(rows.get(0).getLogits()).isEmpty();
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingStarts() throws IOException {
    var empty = Files.createDirectories(folder.resolve("empty"));
    var full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("notes.txt"), "mine");
    var other = TinyWeights.write(folder.resolve("ten.safetensors"), 10);

    refused(ExitCode.BAD_INPUT, "no class folders", line(weights, empty));
    refused(ExitCode.BAD_INPUT, "6 classes, the network 10: give --classes", line(other, images));
    refused(ExitCode.BAD_INPUT, "is not a folder", line(weights, folder.resolve("gone")));
    refused(ExitCode.RUN_CONFLICT, "not empty", line(weights, images, "--output", full.toString()));
    refused(ExitCode.BAD_INPUT, "--logits needs --output", line(weights, images, "--logits"));
    refused(
        ExitCode.BAD_INPUT, "--deviation must be three", line(weights, images, "--mean", "0,0,0"));
    refused(ExitCode.BAD_INPUT, "resize must be", line(weights, images, "--resize", "16"));
    refused(
        ExitCode.BAD_INPUT,
        "another architecture than CNAS",
        "evaluate",
        "--architecture",
        "CNAS",
        "--weights",
        weights.toString(),
        "--images",
        images.toString());
    refused(ExitCode.BAD_INPUT, "either a RUN", "evaluate", "--images", images.toString());
  }

  @Test
  void meanAndDeviationCanBeGiven() throws IOException {
    var given =
        json(
            evaluate(
                "--mean", "0.5,0.5,0.5", "--deviation", "1,1,1", "--runner", "DIRECT", "--json"));
    var usual = json(evaluate("--runner", "DIRECT", "--json"));

    assertThat(given.path("preprocessing").asText())
        .contains("mean [0.5, 0.5, 0.5], deviation [1.0, 1.0, 1.0]");
    assertThat(given.path("loss")).isNotEqualTo(usual.path("loss"));
    assertThat(usual.path("network").asText()).isEqualTo("DARTS_V2 (cifar-c4-l3)");
    assertThat(usual.path("architecture").asText()).isEqualTo("DARTS_V2");
    assertThat(usual.path("weights").asText()).isEqualTo(weights.toString());
    assertThat(usual.path("classes").asInt()).isEqualTo(CLASSES);
  }

  @Test
  void weightsAreShownWithWhetherTheyFit() throws IOException {
    var text = cli.ok("weights", "show", weights.toString(), "--architecture", "DARTS_V2");
    assertThat(text).contains("safetensors", "DARTS_V2 (cifar-c4-l3), 6 classes", "stem.0.weight");

    var json = json(cli.ok("weights", "show", weights.toString(), "--json"));
    assertThat(json.path("tensor_count").asInt()).isEqualTo(json.path("tensors").size());
    assertThat(json.path("tensors").get(0).path("shape")).isNotEmpty();

    var copy = folder.resolve("copy.safetensors").toString();
    cli.ok(
        "weights", "convert", weights.toString(), "--architecture", "DARTS_V2", "--output", copy);
    assertThat(Files.readAllBytes(Path.of(copy))).isEqualTo(Files.readAllBytes(weights));
    refused(
        ExitCode.RUN_CONFLICT,
        "already exists",
        "weights",
        "convert",
        weights.toString(),
        "--architecture",
        "DARTS_V2",
        "--output",
        copy);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static String[] line(Path weights, Path images, String... more) {
    var line =
        List.of(
            "evaluate",
            "--architecture",
            "DARTS_V2",
            "--weights",
            weights.toString(),
            "--images",
            images.toString());
    return Stream.concat(line.stream(), Arrays.stream(more)).toArray(String[]::new);
  }

  private String evaluate(String... more) {
    return cli.ok(line(weights, images, more));
  }

  private void refused(ExitCode code, String said, String... arguments) {
    assertThat(cli.run(arguments)).as(cli.said()).isEqualTo(code);
    assertThat(cli.said()).contains(said);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static int best(Prediction row) {
    var logits = row.getLogits();
    return IntStream.range(0, logits.size())
        .reduce(0, (a, b) -> logits.get(b) > logits.get(a) ? b : a);
  }

  /** Labels, probabilities and loss follow from the logits. */
  private static void agrees(Prediction row) {
    assertThat(row.getLogits()).hasSize(CLASSES);
    assertThat(row.getTopLabels()).hasSize(5).first().isEqualTo(best(row));
    double sum = row.getLogits().stream().mapToDouble(Math::exp).sum();
    assertThat(row.getLoss())
        .isCloseTo(Math.log(sum) - row.getLogits().get(row.getLabel()), Offset.offset(1e-5));
    assertThat(row.getTopProbabilities().get(0))
        .isCloseTo((float) (Math.exp(row.getLogits().get(best(row))) / sum), Offset.offset(1e-5f));
  }
}
