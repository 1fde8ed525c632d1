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
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.avro.Schema;
import org.espalier.schemas.Nb201Row;

/**
 * The benchmark as comma-separated text, compressed by gzip or not; its columns are those of {@link
 * Nb201Row}, accuracies in percent.
 *
 * @param file the file
 */
record Nb201Text(Path file) {

  List<Nb201Row> rows() throws IOException {
    var rows = new ArrayList<Nb201Row>();
    var seen = new HashSet<String>();
    try (var lines = new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
      var first = lines.readLine();
      var names = first == null ? List.<String>of() : List.of(first.split(",", -1));
      if (!names.contains("arch")) {
        throw refused(1, "the first line must name the columns, arch among them");
      }
      int number = 1;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          var row = row(names, line.split(",", -1), number, rows.size());
          if (!seen.add(row.getArch())) {
            throw refused(number, "architecture " + row.getArch() + " is there twice");
          }
          rows.add(row);
        }
      }
    } catch (EOFException | ZipException damaged) {
      throw refused(seen.size() + 1, "the compressed file is truncated or damaged");
    }
    if (rows.isEmpty()) {
      throw refused(1, "there are no rows");
    }
    return rows;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private InputStream open() throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  private Nb201Row row(List<String> names, String[] values, int line, int index) {
    if (values.length != names.size()) {
      throw refused(line, values.length + " fields, not " + names.size() + " as in line 1");
    }
    var row = new Nb201Row();
    for (var field : Nb201Row.getClassSchema().getFields()) {
      int place = names.indexOf(field.name());
      var text = place < 0 ? "" : values[place].strip();
      if (!text.isEmpty()) {
        row.put(field.pos(), value(field, text, line));
      } else if (field.name().equals("index")) {
        row.put(field.pos(), index);
      } else if (!field.schema().isNullable()) {
        throw refused(line, "there is no " + field.name());
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
    return new IllegalArgumentException("%s, line %d: %s".formatted(file, line, why));
  }
}
