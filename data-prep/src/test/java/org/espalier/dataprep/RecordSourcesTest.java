package org.espalier.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.dataprep.image.Encoding;
import org.espalier.dataprep.image.Link;
import org.espalier.dataprep.image.Orientation;
import org.espalier.dataprep.image.Output;
import org.espalier.dataprep.image.Recipe;
import org.espalier.dataprep.image.SourceFormat;
import org.espalier.models.data.Augmentation;
import org.espalier.models.data.ImageCodec;
import org.espalier.models.data.ImageExample;
import org.espalier.models.data.TfRecordReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordSourcesTest {

  @TempDir private Path temporary;

  @Test
  void everyPixelAndLabelOfCifar10IsInItsShard() throws Exception {
    var input = Files.createDirectories(temporary.resolve("cifar"));
    var names = IntStream.range(0, 10).mapToObj(i -> "class" + i).toList();
    Files.write(input.resolve("batches.meta.txt"), names);
    Files.write(input.resolve("data_batch_1.bin"), records(3, 3_073));
    Files.write(input.resolve("test_batch.bin"), records(2, 3_073));
    run(new RecordSource(input.toString(), SourceFormat.CIFAR10), SourceFormat.CIFAR10);
    var examples = examples("train-00000-of-00001.tfrecord");
    assertThat(examples).hasSize(3);
    for (var example : examples) {
      int number = Integer.parseInt(example.filename().replaceAll(".*-", ""));
      assertThat(example.label()).isEqualTo(number + 1);
      assertThat(example.synset()).isEqualTo("class" + number);
      var pixels = ImageCodec.ofProcess().decode(example.image()).pixels();
      for (int i = 0; i < 1_024; i++) {
        int at = number * 3_073 + 1 + i;
        assertThat(pixels[3 * i]).isEqualTo((byte) at);
        assertThat(pixels[3 * i + 2]).isEqualTo((byte) (at + 2_048));
      }
    }
    assertThat(examples("test-00000-of-00001.tfrecord")).hasSize(2);
  }

  @Test
  void aCifarFileThatIsCutOrOfAnotherSetIsNamed() throws IOException {
    var input = Files.createDirectories(temporary.resolve("cifar"));
    Files.write(
        input.resolve("batches.meta.txt"), IntStream.range(0, 10).mapToObj(i -> "c" + i).toList());
    Files.write(input.resolve("test_batch.bin"), records(1, 3_073));
    Files.write(input.resolve("data_batch_1.bin"), new byte[3_072]);
    var source = new RecordSource(input.toString(), SourceFormat.CIFAR10);
    refused(source, SourceFormat.CIFAR10, "data_batch_1.bin", "multiple of 3,073", "3,072 bytes");
    var wrong = records(1, 3_073);
    wrong[0] = 10;
    Files.write(input.resolve("data_batch_1.bin"), wrong);
    refused(source, SourceFormat.CIFAR10, "record 0", "[0, 9], was 10");
  }

  @Test
  void theFirstClassesOfImageNet16AreKept() throws Exception {
    var source = imageNet16(2, Map.of());
    var report = run(source, SourceFormat.PLANES_16);
    assertThat(String.valueOf(report.get("splits"))).contains("images=2", "images=1");
    var examples = examples("train-00000-of-00001.tfrecord");
    assertThat(examples).extracting(ImageExample::label).containsExactlyInAnyOrder(1, 2);
    assertThat(examples.get(0).width()).isEqualTo(16);
    assertThat(Augmentation.testing(14).apply(examples.get(0), 0).width()).isEqualTo(14);
  }

  @Test
  void aChecksumThatDiffersOrAForeignPickleLeavesNothingBehind() throws Exception {
    var wrong = imageNet16(2, Map.of("val_data", "0".repeat(32)));
    refused(wrong, SourceFormat.PLANES_16, "val_data has the MD5", "download it again");
    var input = temporary.resolve("in16");
    var attack = "cposix\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.UTF_8);
    Files.write(input.resolve("val_data"), attack);
    var forged = imageNet16Of(input, 2);
    refused(forged, SourceFormat.PLANES_16, "posix.system", "nothing was executed");
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private ImageNet16Source imageNet16(int classes, Map<String, String> wrong) throws Exception {
    var input = Files.createDirectories(temporary.resolve("in16"));
    Files.write(input.resolve("train_data_batch_1"), pickle(List.of(2, 1_000, 1)));
    Files.write(input.resolve("val_data"), pickle(List.of(1)));
    var right = imageNet16Of(input, classes);
    return wrong.isEmpty()
        ? right
        : new ImageNet16Source(
            input.toString(),
            classes,
            Map.of(
                "train_data_batch_1", md5(input.resolve("train_data_batch_1")), "val_data", "0"));
  }

  private static ImageNet16Source imageNet16Of(Path input, int classes) throws Exception {
    return new ImageNet16Source(
        input.toString(),
        classes,
        Map.of(
            "train_data_batch_1",
            md5(input.resolve("train_data_batch_1")),
            "val_data",
            md5(input.resolve("val_data"))));
  }

  private static byte[] pickle(List<Integer> labels) {
    var pixels = ByteBuffer.wrap(records(labels.size(), 768));
    return PickleWriter.of(
        Map.of("data", new PickleWriter.Matrix(labels.size(), 768, pixels), "labels", labels));
  }

  private static String md5(Path file) throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  /** Bytes that count on; the first of each record is its number. */
  private static byte[] records(int count, int length) {
    var bytes = new byte[count * length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % length == 0 ? i / length : i);
    }
    return bytes;
  }

  private Map<String, Object> run(Preparation.Source source, SourceFormat format) throws Exception {
    var recipe =
        new Recipe(
            format, null, Encoding.PNG, 100, true, ImageCodec.MOST_PIXELS, Orientation.IGNORE);
    var folder = PreparedFolder.at(temporary.resolve("out").toString());
    return new Preparation(folder, source, recipe, Output.TFRECORD, Link.AUTO, 0, 1 << 20, 0, false)
        .run(TestImages::direct, units -> () -> {});
  }

  private void refused(Preparation.Source source, SourceFormat format, String... message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(source, format))
        .satisfies(e -> assertThat(e).message().contains(message));
    assertThat(temporary.resolve("out")).doesNotExist();
  }

  private List<ImageExample> examples(String shard) throws IOException {
    var examples = new ArrayList<ImageExample>();
    var file = temporary.resolve("out").resolve(shard);
    try (var reader = new TfRecordReader(shard, Files.newInputStream(file))) {
      for (var record = reader.next(); record.isPresent(); record = reader.next()) {
        examples.add(ImageExample.of(record.get()));
      }
    }
    return examples;
  }
}
