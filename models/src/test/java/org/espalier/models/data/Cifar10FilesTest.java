package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10FilesTest {

  @TempDir Path folder;

  @Test
  void planarRecordsBecomeInterleavedImagesInTheOrderOfTheFileNumbers() throws IOException {
    write("data_batch_2.bin", record(7, 10, 20, 30));
    write("data_batch_10.bin", record(3, 1, 2, 3));
    write("data_batch_1.bin", record(0, 40, 50, 60), record(9, 250, 251, 252));
    write("test_batch.bin", record(5, 4, 5, 6));

    var train = ImageSets.cifar10(folder, CifarSplit.TRAIN);

    assertThat(IntStream.range(0, train.size()).map(train::label)).containsExactly(0, 9, 7, 3);
    var pixels = train.batch(new int[] {1}).images();
    assertThat(new int[] {pixels.get(0) & 0xFF, pixels.get(1) & 0xFF, pixels.get(3_071) & 0xFF})
        .containsExactly(250, 251, 252);
    assertThat(ImageSets.cifar10(folder, CifarSplit.TEST).label(0)).isEqualTo(5);
  }

  @Test
  void rowsStayRows() throws IOException {
    var record = record(0, 0, 0, 0);
    record[1 + 32] = 77;
    write("test_batch.bin", record);
    var pixels = ImageSets.cifar10(folder, CifarSplit.TEST).batch(new int[] {0}).images();
    assertThat(pixels.get(32 * 3)).as("row 1, column 0, red").isEqualTo((byte) 77);
  }

  @Test
  void aFolderIsReadOnce() throws IOException {
    write("test_batch.bin", record(5, 4, 5, 6));
    var first = ImageSets.cifar10(folder, CifarSplit.TEST);
    assertThat(ImageSets.cifar10(folder.resolve("../" + folder.getFileName()), CifarSplit.TEST))
        .isSameAs(first);
  }

  @Test
  void aFileOfAnotherLengthIsRefusedWithItsNameAndLength() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), new byte[3_072]);
    refused(CifarSplit.TRAIN, "data_batch_1.bin", "3,073", "3072 bytes");
    Files.write(folder.resolve("test_batch.bin"), new byte[0]);
    refused(CifarSplit.TEST, "test_batch.bin", "not empty");
  }

  @Test
  void aLabelAboveNineIsRefusedWithItsRecord() throws IOException {
    write("data_batch_1.bin", record(1, 0, 0, 0), record(10, 0, 0, 0));
    refused(CifarSplit.TRAIN, "record 1 of", "data_batch_1.bin", "[0, 9]", "was 10");
  }

  @Test
  void aFolderThatIsMissingOrEmptyIsNamed() {
    refused(CifarSplit.TRAIN, folder.toString(), "data_batch_*.bin");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSets.cifar10(folder.resolve("absent"), CifarSplit.TRAIN))
        .withMessageContaining("absent is not a folder");
  }

  @Test
  void realImagesHaveTheirKnownMeanColours() {
    var real = Path.of(System.getProperty("espalier.data", "absent"), "cifar10");
    var bin = real.resolve("cifar-10-batches-bin");
    assumeTrue(Files.isDirectory(bin), "needs CIFAR-10 in " + bin);
    var train = ImageSets.cifar10(bin, CifarSplit.TRAIN);
    assertThat(train.size()).isEqualTo(20_000);
    var pixels = train.batch(IntStream.range(0, 5_000).toArray()).images();
    var sums = new double[3];
    for (int i = 0; pixels.hasRemaining(); i++) {
      sums[i % 3] += (pixels.get() & 0xFF) / 255.0;
    }
    for (int channel = 0; channel < 3; channel++) {
      double expected = train.normalization().mean().get(channel);
      assertThat(sums[channel] / (5_000 * 1_024)).isBetween(expected - 0.02, expected + 0.02);
    }
  }

  private void refused(CifarSplit part, String... message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSets.cifar10(folder, part))
        .satisfies(e -> assertThat(e).message().contains(message));
  }

  private void write(String name, byte[]... records) throws IOException {
    var bytes = new byte[records.length * Cifar10Files.RECORD_BYTES];
    for (int i = 0; i < records.length; i++) {
      System.arraycopy(records[i], 0, bytes, i * records[i].length, records[i].length);
    }
    Files.write(folder.resolve(name), bytes);
  }

  private static byte[] record(int label, int red, int green, int blue) {
    var record = new byte[Cifar10Files.RECORD_BYTES];
    record[0] = (byte) label;
    Arrays.fill(record, 1, 1_025, (byte) red);
    Arrays.fill(record, 1_025, 2_049, (byte) green);
    Arrays.fill(record, 2_049, 3_073, (byte) blue);
    return record;
  }
}
