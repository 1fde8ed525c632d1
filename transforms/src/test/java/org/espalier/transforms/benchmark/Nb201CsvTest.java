package org.espalier.transforms.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that is not whole is refused, with file, line and what to do. */
class Nb201CsvTest {

  @TempDir Path folder;

  private final SyntheticNb201 synthetic = new SyntheticNb201();

  @Test
  void aMissingFileIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nb201Table.open(folder.resolve("absent.csv")))
        .withMessageContaining("absent.csv is not a file")
        .withMessageContaining(".csv.gz");
  }

  @Test
  void aTruncatedCompressedFileIsRefused() throws IOException {
    var bytes = synthetic.compressed();
    refused(Arrays.copyOf(bytes, bytes.length / 2), "truncated or damaged");
    refused(Arrays.copyOf(bytes, bytes.length - 4), "truncated or damaged");
    bytes[bytes.length / 2] ^= 0x55;
    refused(bytes, "line");
  }

  @Test
  void aTruncatedTextIsRefused() throws IOException {
    synthetic.lines.subList(9_000, synthetic.lines.size()).clear();
    refused("6626 of 15,625 architectures have no row", "the first is |none~0|+|none~0|none~1|");
    refused(new byte[0], "line 1", "empty");
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    synthetic.lines.set(0, synthetic.lines.get(0).replace("cifar100_test_acc_200", "accuracy"));
    refused("line 1", "lacks the columns [cifar100_test_acc_200]");
  }

  @Test
  void aMissingRowIsNamedByItsArchitecture() throws IOException {
    synthetic.lines.remove(SyntheticNb201.lineOf(7) - 1);
    refused(
        "1 of 15,625 architectures have no row",
        "|none~0|+|none~0|none~1|+|none~0|skip_connect~1|nor_conv_1x1~2|");
  }

  @Test
  void aRowTwiceIsNamedWithBothLines() throws IOException {
    synthetic.lines.set(99, synthetic.lines.get(49));
    refused("line 100", "is already in line 50");
  }

  @Test
  void aNumberOutOfItsRangeIsNamedWithColumnAndValue() throws IOException {
    replaceInLine(30, SyntheticNb201.search(SyntheticNb201.lineOf(30)), "100.5");
    refused("line 30", "cifar10_valid_acc_12", "[0, 100]", "was 100.5");
    replaceInLine(30, 100.5, "NaN");
    refused("line 30", "cifar10_valid_acc_12", "must be a number, was 'NaN'");
  }

  @Test
  void aTimeOfZeroIsRefused() throws IOException {
    var line = synthetic.lines.get(29);
    synthetic.lines.set(29, line.substring(0, line.lastIndexOf(',')) + ",0");
    refused("line 30", "imagenet16_train_time_s_200", "above 0 seconds");
  }

  @Test
  void aLineWithTooFewFieldsIsRefused() throws IOException {
    var line = synthetic.lines.get(29);
    synthetic.lines.set(29, line.substring(0, line.lastIndexOf(',')));
    refused("line 30", "there are 10 fields, not 11");
  }

  @Test
  void aMalformedArchitectureIsNamed() throws IOException {
    synthetic.lines.set(29, synthetic.lines.get(29).replace("|+|", "||"));
    refused("line 30", "is not an nb201 architecture");
  }

  private void replaceInLine(int line, double value, String by) {
    var old = String.format(Locale.ROOT, value == 100.5 ? "%.1f" : "%.4f", value);
    synthetic.lines.set(line - 1, synthetic.lines.get(line - 1).replace(old, by));
  }

  private void refused(String... message) throws IOException {
    refused(Files.readAllBytes(synthetic.write(folder.resolve("table.csv"))), message);
  }

  private void refused(byte[] bytes, String... message) throws IOException {
    var file = Files.write(folder.resolve("table.csv"), bytes);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nb201Table.open(file, new Nb201Cache(folder.resolve("cache"))))
        .satisfies(
            e ->
                assertThat(e)
                    .message()
                    .contains("table.csv")
                    .contains(message)
                    .contains("Restore"));
    assertThat(folder.resolve("cache")).as("nothing half-written").doesNotExist();
  }
}
