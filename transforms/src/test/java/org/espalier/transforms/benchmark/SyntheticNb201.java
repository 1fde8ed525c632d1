package org.espalier.transforms.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.espalier.models.space.Nb201Space;

/** A whole table of made-up numbers, to be damaged line by line; the architecture decides all. */
public final class SyntheticNb201 {

  private static final String HEADER =
      "index,arch,cifar10_valid_acc_12,cifar10_test_acc_200,cifar100_valid_acc_12,"
          + "cifar100_test_acc_200,imagenet16_valid_acc_12,imagenet16_test_acc_200,seeds_200,"
          + "cifar10full_train_time_s_200,imagenet16_train_time_s_200";

  private static final List<String> WHOLE = whole();

  final List<String> lines = new ArrayList<>(WHOLE);

  private static List<String> whole() {
    var lines = new ArrayList<>(List.of(HEADER));
    var all = new Nb201Space().all().toList();
    // Backwards, so that a reader which trusted the order of the rows would be found out.
    for (int index = all.size() - 1; index >= 0; index--) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%s,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,3,%d.5,%d.25",
              all.size() - 1 - index,
              all.get(index).getText(),
              search(index),
              report(index),
              search(index) / 2,
              report(index) / 2,
              search(index) / 4,
              report(index) / 4,
              1_000 + index,
              9_000 + index));
    }
    return List.copyOf(lines);
  }

  /** Percent. */
  static double search(int index) {
    return 10 + index / 200.0;
  }

  /** Percent; pairs of architectures share it. */
  static double report(int index) {
    int pair = index / 2;
    return 99 - pair / 100.0;
  }

  /** The line of an architecture, 1 being the header. */
  static int lineOf(int index) {
    return 15_626 - index;
  }

  /** Writes the lines to a file. */
  public Path write(Path file) throws IOException {
    return Files.writeString(file, text());
  }

  /** The lines, compressed by gzip. */
  public byte[] compressed() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text().getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private String text() {
    return String.join("\n", lines) + "\n";
  }
}
