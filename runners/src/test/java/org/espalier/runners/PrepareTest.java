package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.espalier.models.data.ImageCodec;
import org.espalier.models.data.RgbImage;
import org.espalier.runners.console.ExitCode;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data preparation as a user meets it: by its command line, in processes that may be killed. */
final class PrepareTest extends CommandLineTest {

  private static final int IMAGES = 1_500;

  @TempDir private Path temporary;

  @Test
  void aKilledPreparationGoesOnAndEndsLikeAnUndisturbedOne() throws Exception {
    var input = images(temporary.resolve("in"), IMAGES);
    var killed = temporary.resolve("killed");
    // Shards of a few images each: there is something to lose.
    var driver = Driver.start(temporary.resolve("log"), arguments(input, killed, "1"));
    while (driver.process().isAlive() && count(killed.resolve(".work/rows")) < 5) {
      Thread.sleep(5);
    }
    driver.kill();
    assertThat(killed.resolve("report.json")).as(driver.said()).doesNotExist();
    assertThat(run(arguments(input, killed, "2"))).as(said()).isEqualTo(ExitCode.OK);
    var undisturbed = temporary.resolve("undisturbed");
    assertThat(run(arguments(input, undisturbed, "2"))).as(said()).isEqualTo(ExitCode.OK);
    var rows = manifest(undisturbed);
    assertThat(rows).hasSize(IMAGES);
    assertThat(manifest(killed)).isEqualTo(rows);
    assertThat(names(killed)).isEqualTo(names(undisturbed)).noneMatch(n -> n.startsWith("."));
    assertThat(killed.resolve("list.tsv.sha256"))
        .hasSameTextualContentAs(undisturbed.resolve("list.tsv.sha256"));
    var verify = run("prepare", "verify", "--input", killed.toString(), "--runner", "direct");
    assertThat(verify).as(said()).isEqualTo(ExitCode.OK);
    var bench =
        run("prepare", "bench", "--shards", killed.toString(), "--passes=1", "--size=16", "--json");
    assertThat(bench).as(said()).isEqualTo(ExitCode.OK);
    assertThat(text()).containsPattern("shards_\\d+_threads_images_per_second");
  }

  @Test
  void aBenchmarkOfNothingSaysWhatItNeeds() {
    assertThat(run("prepare", "bench")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("--images or --shards");
  }

  @Test
  void tarsWithinATarAreReadInPlace() throws IOException {
    var jpeg = jpeg(1);
    var inner = new ByteArrayOutputStream();
    tar(inner, "n00000001_1.JPEG", jpeg);
    var tar = temporary.resolve("train.tar");
    try (var file = Files.newOutputStream(tar)) {
      tar(file, "n00000001.tar", inner.toByteArray());
    }
    var output = temporary.resolve("out");
    var code =
        run(
            "prepare",
            "subset",
            "--input",
            tar.toString(),
            "--output",
            output.toString(),
            "--fractions",
            "train=1",
            "--runner",
            "direct");
    assertThat(code).as(said()).isEqualTo(ExitCode.OK);
    assertThat(output.resolve("train/n00000001/n00000001_1.JPEG")).hasBinaryContent(jpeg);
  }

  @Test
  void whatCannotBeIsRefusedWithNothingWritten() throws IOException {
    var tar = temporary.resolve("evil.tar");
    try (var file = Files.newOutputStream(tar)) {
      tar(file, "../../n00000001_1.JPEG", jpeg(1));
    }
    refused(List.of("leaves the folder"), "--input", tar.toString());
    refused(List.of("none is not there"), "--input", temporary.resolve("none").toString());
    var input = images(temporary.resolve("in"), 20).toString();
    refused(List.of("sum to at most 1"), "--input", input, "--fractions", "a=0.6,b=0.6");
    refused(List.of("0.025 makes none for val"), "--input", input);
    refused(List.of("n00000001", "--skip-other-classes"), "--input", input, "--classes", "n9");
    refused(
        List.of("no images of the classes that --classes names"),
        "--input",
        input,
        "--classes",
        "n9",
        "--skip-other-classes");
  }

  @Test
  void optionsThatWouldBeWithoutEffectAreRefused() throws IOException {
    var input = images(temporary.resolve("in"), 20).toString();
    for (var unused :
        List.of(
            List.of("--quality is for", "--quality", "50"),
            List.of("--resampling needs --size", "--resampling", "area"),
            List.of("--check is for", "--check", "header", "--size", "20"),
            List.of("--link is for", "--link", "copy", "--format", "tfrecord"),
            List.of("--list says which", "--list", input, "--fractions", "train=1"),
            List.of("--synsets names", "--synsets", input),
            List.of("--index and", "--index", input, "--ground-truth", input),
            List.of("--orient apply turns", "--orient", "apply"),
            List.of("--orient keep needs", "--orient", "keep", "--encoding", "raw"),
            List.of("--skip-other-classes needs", "--skip-other-classes"),
            List.of("--encoding raw has no files", "--encoding", "raw"))) {
      var arguments = new java.util.ArrayList<>(unused.subList(1, unused.size()));
      arguments.addAll(List.of("--input", input));
      refused(unused.subList(0, 1), arguments.toArray(String[]::new));
    }
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private void refused(List<String> message, String... arguments) {
    var output = temporary.resolve("refused");
    var all = Stream.of("prepare", "subset", "--runner", "direct", "--output", output.toString());
    var code = run(Stream.concat(all, Stream.of(arguments)).toArray(String[]::new));
    assertThat(code).as(said()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains(message).doesNotContain("\tat ");
    assertThat(output).doesNotExist();
  }

  private static String[] arguments(Path input, Path output, String parallelism) {
    return new String[] {
      "prepare",
      "images",
      "--input",
      input.toString(),
      "--output",
      output.toString(),
      "--runner",
      "direct",
      "--parallelism",
      parallelism,
      "--size",
      "24",
      "--shard-mb",
      "0.01"
    };
  }

  private static byte[] jpeg(int seed) {
    var pixels = new byte[60 * 40 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 9 + seed);
    }
    return ImageCodec.ofProcess().toJpeg(new RgbImage(60, 40, pixels), 90);
  }

  private static Path images(Path root, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      var wnid = String.format(Locale.ROOT, "n%08d", i % 2 + 1);
      var folder = Files.createDirectories(root.resolve(wnid));
      Files.write(folder.resolve(wnid + "_" + i + ".JPEG"), jpeg(i % 50));
    }
    return root;
  }

  private static void tar(java.io.OutputStream to, String name, byte[] content) throws IOException {
    var tar = new TarArchiveOutputStream(to);
    var entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
    tar.finish();
  }

  private static List<PreparedImage> manifest(Path output) {
    return Table.of(PreparedImage.class).read(output.resolve("manifest.parquet").toString());
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static long count(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }
}
