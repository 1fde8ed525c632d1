package org.espalier.transforms.benchmark;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the benchmark's table from comma-separated text, compressed or not, and checks that it is
 * whole: each architecture once, each number in its range.
 */
public final class Nb201Csv {

  private static final String ARCHITECTURE = "arch";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Path file;
  private final List<double[]> columns =
      Stream.generate(() -> new double[Nb201Rows.COUNT]).limit(Nb201Rows.NAMES.size()).toList();
  private final int[] lineOf = new int[Nb201Rows.COUNT];
  private int[] places = {};
  private int fields;
  private int line;

  private Nb201Csv(Path file) {
    this.file = file;
  }

  /**
   * The rows in the bytes of a file.
   *
   * @param file where the bytes are from, for messages
   * @throws IllegalArgumentException naming file, line, what is wrong and what to do
   */
  static Nb201Rows read(Path file, byte[] bytes) {
    var csv = new Nb201Csv(file);
    try (var reader =
        new BufferedReader(
            new InputStreamReader(decompressed(bytes), StandardCharsets.UTF_8), 1 << 16)) {
      csv.header(reader.readLine());
      for (var text = reader.readLine(); text != null; text = reader.readLine()) {
        csv.row(text);
      }
    } catch (EOFException | ZipException e) {
      throw csv.refused("the compressed file is truncated or damaged (" + e.getMessage() + ")");
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return csv.complete();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static InputStream decompressed(byte[] bytes) throws IOException {
    var raw = new ByteArrayInputStream(bytes);
    boolean gzip = bytes.length > 1 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
    return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  private void header(@Nullable String text) {
    line = 1;
    if (text == null) {
      throw refused("the file is empty");
    }
    var names = List.of(text.split(",", -1));
    fields = names.size();
    var wanted = Stream.concat(Stream.of(ARCHITECTURE), Nb201Rows.NAMES.stream()).toList();
    var missing = wanted.stream().filter(name -> !names.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw refused("the first line lacks the columns " + missing);
    }
    places = wanted.stream().mapToInt(names::indexOf).toArray();
  }

  private void row(String text) {
    line++;
    if (text.isBlank()) {
      return;
    }
    var values = text.split(",", -1);
    if (values.length != fields) {
      throw refused("there are " + values.length + " fields, not " + fields + " as in line 1");
    }
    int index = architecture(values[places[0]]);
    if (lineOf[index] > 0) {
      throw refused("architecture " + values[places[0]] + " is already in line " + lineOf[index]);
    }
    lineOf[index] = line;
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column)[index] = number(column, values[places[column + 1]]);
    }
  }

  private int architecture(String text) {
    try {
      return Nb201Rows.index(Nb201Rows.SPACE.parse(text).getEncoding());
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A time in seconds, or an accuracy as the fraction that is nearest to the written percentage.
   */
  private double number(int column, String text) {
    var name = Nb201Rows.NAMES.get(column);
    boolean seconds = name.contains("_time_s_");
    BigDecimal value;
    try {
      value = new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw refused(name + " must be a number, was '" + text + "'");
    }
    if (seconds ? value.signum() <= 0 : value.signum() < 0 || value.compareTo(HUNDRED) > 0) {
      var range = seconds ? "above 0 seconds" : "a percentage in [0, 100]";
      throw refused(name + " must be " + range + ", was " + text);
    }
    return (seconds ? value : value.movePointLeft(2)).doubleValue();
  }

  private Nb201Rows complete() {
    int missing = 0;
    int first = -1;
    for (int index = Nb201Rows.COUNT - 1; index >= 0; index--) {
      if (lineOf[index] == 0) {
        missing++;
        first = index;
      }
    }
    if (missing > 0) {
      var architecture = Nb201Rows.SPACE.all().skip(first).findFirst().orElseThrow().getText();
      throw refused(missing + " of 15,625 architectures have no row, the first is " + architecture);
    }
    return new Nb201Rows(columns);
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "%s, line %d: %s. Restore the file: a table must hold every architecture once"
            .formatted(file, line, why));
  }
}
