package org.espalier.dataprep.nb201;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.avro.Schema;
import org.espalier.schemas.Nb201Row;

/**
 * The benchmark as comma-separated text, compressed by gzip or not; its columns are those of {@link
 * Nb201Row}, accuracies in percent.
 *
 * @param path the file
 */
record Nb201Text(String path) implements Nb201Source {

  @Override
  public String contents() {
    return path;
  }

  /** Many: what comes before them in the file is read too. */
  @Override
  public int stretch() {
    return 4_000;
  }

  @Override
  public List<String> architectures() throws IOException {
    var seen = new LinkedHashSet<String>();
    forEach(
        0,
        Integer.MAX_VALUE,
        line -> {
          var arch = line.values().get(line.names().indexOf("arch")).strip();
          if (!seen.add(arch)) {
            throw refused(line.number(), "architecture " + arch + " is there twice");
          }
        });
    if (seen.isEmpty()) {
      throw refused(1, "there are no rows");
    }
    return List.copyOf(seen);
  }

  @Override
  public List<Nb201Row> rows(int first, int end) throws IOException {
    var rows = new ArrayList<Nb201Row>();
    forEach(first, end, line -> rows.add(row(line, first + rows.size())));
    return rows;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** A line that is a row, split at its commas; counted from 1. */
  private record Line(List<String> names, List<String> values, int number) {}

  private void forEach(int first, int end, Consumer<Line> use) throws IOException {
    int number = 1;
    try (var lines = new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
      var head = lines.readLine();
      var names = head == null ? List.<String>of() : List.of(head.split(",", -1));
      if (!names.contains("arch")) {
        throw refused(1, "the first line must name the columns, arch among them");
      }
      int row = 0;
      for (var text = lines.readLine(); text != null && row < end; text = lines.readLine()) {
        number++;
        if (!text.isBlank() && row++ >= first) {
          var values = List.of(text.split(",", -1));
          if (values.size() != names.size()) {
            throw refused(number, values.size() + " fields, not " + names.size() + " as in line 1");
          }
          use.accept(new Line(names, values, number));
        }
      }
    } catch (EOFException | ZipException damaged) {
      throw refused(number, "the compressed file is truncated or damaged");
    }
  }

  private InputStream open() throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(Path.of(path)), 1 << 16);
    return path.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  private Nb201Row row(Line line, int index) {
    var row = new Nb201Row();
    for (var field : Nb201Row.getClassSchema().getFields()) {
      int place = line.names().indexOf(field.name());
      var text = place < 0 ? "" : line.values().get(place).strip();
      if (!text.isEmpty()) {
        row.put(field.pos(), value(field, text, line.number()));
      } else if (field.name().equals("index")) {
        row.put(field.pos(), index);
      } else if (!field.schema().isNullable()) {
        throw refused(line.number(), "there is no " + field.name());
      }
    }
    return row;
  }

  private Object value(Schema.Field field, String text, int line) {
    if (field.name().equals("arch")) {
      return text;
    }
    try {
      var number = new BigDecimal(text);
      if (field.name().equals("index") || field.name().startsWith("seeds")) {
        return number.intValueExact();
      }
      boolean percent = field.name().contains("_acc_");
      if (number.signum() >= 0 && (!percent || number.compareTo(BigDecimal.valueOf(100)) <= 0)) {
        // Moved in decimal: the nearest fraction to what is written.
        return (percent ? number.movePointLeft(2) : number).doubleValue();
      }
    } catch (NumberFormatException | ArithmeticException noNumber) {
      // Said below.
    }
    throw refused(line, "%s must be a number in its range, was '%s'".formatted(field.name(), text));
  }

  private IllegalArgumentException refused(int line, String why) {
    return new IllegalArgumentException("%s, line %d: %s".formatted(path, line, why));
  }
}
