package org.espalier.transforms.tables;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Comma-separated text whose first line names the columns, as spreadsheets, R and pandas write it:
 * fields may be quoted, a byte order mark may come first, and all of it may be compressed by gzip.
 * Columns without a name, where R and pandas keep the number of the row, are passed over.
 */
public final class CsvTable {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  private final String file;
  private Map<String, Integer> places = Map.of();
  private int fields;
  private long line = 1;

  private CsvTable(String file) {
    this.file = file;
  }

  /**
   * Reads a table row by row.
   *
   * @param file name of the file, for messages
   * @param in its bytes; closed at the end
   * @param required columns that must be there
   * @throws IllegalArgumentException naming the file, the line and what is wrong
   * @throws UncheckedIOException if the file cannot be read
   */
  public static void forEach(
      String file, InputStream in, List<String> required, Consumer<CsvRow> use) {
    var table = new CsvTable(file);
    try (in;
        var parser = FORMAT.parse(CsvInput.open(file, in))) {
      table.read(parser, required, use);
    } catch (IOException failure) {
      throw table.problem(failure);
    } catch (UncheckedIOException failure) {
      var cause = failure.getCause();
      throw cause == null ? failure : table.problem(cause);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private void read(CSVParser parser, List<String> required, Consumer<CsvRow> use) {
    Iterator<CSVRecord> records = parser.iterator();
    if (!hasNext(parser, records)) {
      throw refused("the file is empty");
    }
    header(records.next(), required);
    while (hasNext(parser, records)) {
      var row = records.next();
      if (row.size() != fields) {
        throw refused("there are %d fields, not %d as in line 1".formatted(row.size(), fields));
      }
      use.accept(new CsvRow(file, line, places, row.toList()));
    }
  }

  /** Reads ahead: the line is that of the row that comes next, or of what is wrong with it. */
  private boolean hasNext(CSVParser parser, Iterator<CSVRecord> records) {
    try {
      return records.hasNext();
    } finally {
      line = Math.max(1, parser.getCurrentLineNumber());
    }
  }

  private void header(CSVRecord record, List<String> required) {
    fields = record.size();
    var found = new LinkedHashMap<String, Integer>();
    var twice = new ArrayList<String>();
    for (int place = 0; place < fields; place++) {
      var name = record.get(place).strip();
      if (!name.isEmpty() && found.putIfAbsent(name, place) != null) {
        twice.add(name);
      }
    }
    places = found;
    var missing = required.stream().filter(name -> !found.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      var only = fields == 1 ? record.get(0) : "";
      var remedy = separator(only);
      throw refused(remedy.isEmpty() ? "the first line lacks the columns " + missing : remedy);
    }
    if (!twice.isEmpty()) {
      throw refused("the first line has the columns " + twice + " twice");
    }
  }

  private static String separator(String only) {
    if (only.contains(";")) {
      return "columns are separated by ';': save the table with commas, and with decimal points";
    }
    return only.contains("\t") ? "columns are separated by tabs: save the table with commas" : "";
  }

  private RuntimeException problem(IOException failure) {
    if (failure instanceof EOFException || failure instanceof ZipException) {
      return refused("the compressed file is truncated or damaged (" + failure.getMessage() + ")");
    }
    if (failure instanceof CharacterCodingException) {
      return refused("the text is not UTF-8: save it as UTF-8");
    }
    var message = String.valueOf(failure.getMessage());
    // The parser's own words for a quote that does not close, or that is followed by more text.
    return message.contains("encapsulated token")
        ? refused("a quoted field does not end where it should (" + message + ")")
        : new UncheckedIOException(file + " cannot be read: " + message, failure);
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("%s, line %d: %s".formatted(file, line, why));
  }
}
