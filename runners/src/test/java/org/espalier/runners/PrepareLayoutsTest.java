package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.espalier.runners.console.ExitCode;
import org.espalier.schemas.ImageStatus;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which data sets are laid out, and names as they come, through the command line. */
final class PrepareLayoutsTest extends CommandLineTest {

  @TempDir private Path temporary;

  @Test
  void tinyImageNetsTrainHasItsImagesOneFolderDeeper() throws IOException {
    var root = temporary.resolve("tiny");
    for (int i = 0; i < 2; i++) {
      write(root.resolve("train/n01443537/images/n01443537_%d.JPEG".formatted(i)), 0, i);
      write(root.resolve("train/n01629819/images/n01629819_%d.JPEG".formatted(i)), 1, i);
    }
    Files.writeString(root.resolve("train/n01443537/n01443537_boxes.txt"), "n01443537_0.JPEG\t0\n");
    Files.writeString(root.resolve("wnids.txt"), "n01443537\nn01629819\n");
    assertThat(prepare("--input", root.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("root of Tiny-ImageNet: name its train or its val folder");
    assertThat(prepare("--input", root + "/train")).as(said()).isEqualTo(ExitCode.OK);
    assertThat(classes())
        .isEqualTo(
            Map.of(
                "n01443537/n01443537_0.JPEG", 1,
                "n01443537/n01443537_1.JPEG", 1,
                "n01629819/n01629819_0.JPEG", 2,
                "n01629819/n01629819_1.JPEG", 2));
    verifies();
  }

  @Test
  void tinyImageNetsValHasItsClassesInAFile() throws IOException {
    var val = temporary.resolve("tiny/val");
    write(val.resolve("images/val_0.JPEG"), 1, 0);
    write(val.resolve("images/val_1.JPEG"), 0, 1);
    var annotations =
        Files.writeString(
            val.resolve("val_annotations.txt"),
            "val_0.JPEG\tn01629819\t0\t32\t44\t62\nval_1.JPEG\tn01443537\t52\t55\t57\t59\n");
    var code = prepare("--input", val.toString(), "--ground-truth", annotations.toString());
    assertThat(code).as(said()).isEqualTo(ExitCode.OK);
    assertThat(classes()).isEqualTo(Map.of("n01629819/val_0.JPEG", 2, "n01443537/val_1.JPEG", 1));
    verifies();
  }

  @Test
  void aFlatValidationFolderFollowsItsGroundTruth() throws IOException {
    var val = temporary.resolve("val");
    for (int i = 1; i <= 3; i++) {
      write(val.resolve("ILSVRC2012_val_0000000%d.JPEG".formatted(i)), i, i);
    }
    var truth = Files.writeString(temporary.resolve("truth.txt"), "2\n1\n2\n").toString();
    var synsets =
        Files.writeString(temporary.resolve("synsets.txt"), "n01440764 tench\nn01443537 goldfish\n")
            .toString();
    var input = val.toString();
    assertThat(prepare("--input", input, "--ground-truth", truth, "--synsets", synsets))
        .as(said())
        .isEqualTo(ExitCode.OK);
    assertThat(classes())
        .isEqualTo(
            Map.of(
                "n01443537/ILSVRC2012_val_00000001.JPEG", 2,
                "n01440764/ILSVRC2012_val_00000002.JPEG", 1,
                "n01443537/ILSVRC2012_val_00000003.JPEG", 2));
    verifies();
    Files.writeString(Path.of(truth), "2\n1\n");
    var other = temporary.resolve("other").toString();
    assertThat(
            run(
                "prepare",
                "images",
                "--runner",
                "direct",
                "--output",
                other,
                "--input",
                input,
                "--ground-truth",
                truth))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("val holds 3 images, but", "truth.txt has 2 lines");
  }

  @Test
  void namesThatAreTwiceThereOrNoTextAreRowsWithTheirReason() throws Exception {
    var input = temporary.resolve("in");
    write(input.resolve("n00000001/a.JPEG"), 0, 0);
    write(input.resolve("n00000001/b.JPEG"), 0, 1);
    // Java cannot make a name that is no text.
    var copy = "cp a.JPEG \"$(printf 'c\\377.JPEG')\"";
    var shell = new ProcessBuilder("sh", "-c", copy);
    assertThat(shell.directory(input.resolve("n00000001").toFile()).start().waitFor()).isZero();
    try (var tar =
        new TarArchiveOutputStream(Files.newOutputStream(input.resolve("n00000001.tar")))) {
      var jpeg = JpegFolder.jpeg(0, 2);
      var entry = new TarArchiveEntry("b.JPEG", true);
      entry.setSize(jpeg.length);
      tar.putArchiveEntry(entry);
      tar.write(jpeg);
      tar.closeArchiveEntry();
    }
    assertThat(prepare("--input", input.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("2 images are rejected, --max-rejected allows 0");
    var code = prepare("--input", input.toString(), "--max-rejected", "1");
    assertThat(code).as(said()).isEqualTo(ExitCode.OK);
    assertThat(classes()).isEqualTo(Map.of("n00000001/a.JPEG", 1, "n00000001/b.JPEG", 1));
    var reasons =
        manifest().stream()
            .filter(row -> row.getStatus().equals(ImageStatus.REJECTED.name()))
            .collect(
                Collectors.toMap(PreparedImage::getPath, row -> String.valueOf(row.getReason())));
    assertThat(reasons)
        .hasSize(2)
        .containsEntry("n00000001/b.JPEG", "another file of its class has the same name")
        .extractingByKey("n00000001/c\\uFFFD.JPEG")
        .asString()
        .contains("is not valid UTF-8");
    verifies();
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static void write(Path file, int ofClass, int number) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, JpegFolder.jpeg(ofClass, number));
  }

  private Path output() {
    return temporary.resolve("out");
  }

  private ExitCode prepare(String... more) {
    var arguments = new ArrayList<>(List.of("prepare", "images", "--runner", "direct"));
    arguments.addAll(List.of("--output", output().toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private void verifies() {
    assertThat(run("prepare", "verify", "--input", output().toString(), "--runner", "direct"))
        .as(said())
        .isEqualTo(ExitCode.OK);
  }

  private List<PreparedImage> manifest() {
    return Table.of(PreparedImage.class).read(output().resolve("manifest.parquet").toString());
  }

  /** The label of each image that is in the output. */
  private Map<String, Integer> classes() {
    return manifest().stream()
        .filter(row -> row.getStatus().equals(ImageStatus.OK.name()))
        .collect(Collectors.toMap(PreparedImage::getPath, PreparedImage::getLabel));
  }
}
