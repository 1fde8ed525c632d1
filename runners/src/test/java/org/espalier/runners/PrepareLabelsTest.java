package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.runners.console.ExitCode;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same class has the same label in every split. */
final class PrepareLabelsTest extends CommandLineTest {

  @TempDir private Path temporary;

  @BeforeEach
  void write() throws IOException {
    for (var image :
        List.of(
            "train/ant/0.jpg",
            "train/bee/0.jpg",
            "train/cat/0.jpg",
            "val/ant/1.jpg",
            "val/cat/1.jpg")) {
      var file = temporary.resolve(image);
      Files.createDirectories(file.getParent());
      Files.write(file, JpegFolder.jpeg(0, image.length()));
    }
    Files.createDirectories(temporary.resolve("val/bee"));
    Files.writeString(temporary.resolve("val/bee/notes.webp"), "");
  }

  @Test
  void valTakesTheLabelsOfTrain() throws IOException {
    assertThat(prepare("train", "t")).as(said()).isEqualTo(ExitCode.OK);
    var classes = temporary.resolve("t/classes.txt");
    var code = prepare("val", "v", "--classes", classes.toString(), "--allow-empty");
    assertThat(code).as(said()).isEqualTo(ExitCode.OK);
    assertThat(temporary.resolve("v/classes.txt")).hasSameTextualContentAs(classes);
    assertThat(labels("t")).containsEntry("cat/0.jpg", 3);
    assertThat(labels("v")).isEqualTo(Map.of("ant/1.jpg", 1, "cat/1.jpg", 3));
    assertThat(text())
        .contains("v: 3 classes", "passed over 1 of 3 files", "not named like an image: 1 .webp");
    assertThat(Files.readString(temporary.resolve("v/report.json")))
        .containsPattern("\"bee\" : \\{ *}")
        .contains("\"class_count\" : 3", "\"files\" : 3", "\"accepted\" : 2");
  }

  @Test
  void anEmptyClassIsNamedWithWhatIsInIt() {
    for (var more : List.of(List.<String>of(), List.of("--classes", "ant,bee,cat"))) {
      assertThat(prepare("val", "v", more.toArray(String[]::new))).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(said())
          .contains("has a class without images: bee (passed over: 1 .webp)", "--allow-empty");
      assertThat(temporary.resolve("v")).doesNotExist();
    }
  }

  @Test
  void labelsAreInTheOrderOfTheNamesGiven() {
    assertThat(prepare("train", "t", "--classes", "cat,ant,bee")).as(said()).isEqualTo(ExitCode.OK);
    assertThat(labels("t")).isEqualTo(Map.of("cat/0.jpg", 1, "ant/0.jpg", 2, "bee/0.jpg", 3));
  }

  @Test
  void classesThatAreNotNamedAreRefusedOrCounted() {
    assertThat(prepare("train", "t", "--classes", "ant,cat")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("has a class that --classes does not name: bee");
    var code = prepare("train", "t", "--classes", "ant,cat", "--skip-other-classes");
    assertThat(code).as(said()).isEqualTo(ExitCode.OK);
    assertThat(labels("t")).isEqualTo(Map.of("ant/0.jpg", 1, "cat/0.jpg", 2));
    assertThat(text()).contains("passed over 1 of 3 files", "of another class: 1 .jpg");
  }

  @Test
  void aLocaleThatCannotExpressTheNamesIsOneLine() throws Exception {
    var make =
        "mkdir \"$(printf 'tr\\303\\244ne')\" && cp ant/0.jpg \"$(printf 'tr\\303\\244ne')\"";
    var shell = new ProcessBuilder("sh", "-c", make).directory(temporary.resolve("train").toFile());
    assertThat(shell.start().waitFor()).isZero();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments("train", "t")));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(said).contains("set LC_ALL=C.UTF-8").doesNotContain("\tat ", "Exception");
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private String[] arguments(String input, String output, String... more) {
    var arguments = new ArrayList<>(List.of("prepare", "images", "--runner", "direct"));
    arguments.addAll(List.of("--input", temporary.resolve(input).toString()));
    arguments.addAll(List.of("--output", temporary.resolve(output).toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private ExitCode prepare(String input, String output, String... more) {
    return run(arguments(input, output, more));
  }

  private Map<String, Integer> labels(String output) {
    var manifest = temporary.resolve(output).resolve("manifest.parquet").toString();
    return Table.of(PreparedImage.class).read(manifest).stream()
        .collect(Collectors.toMap(PreparedImage::getPath, PreparedImage::getLabel));
  }
}
