package org.espalier.transforms.benchmark;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.espalier.schemas.Nb201Row;
import org.espalier.transforms.tables.CsvRow;
import org.espalier.transforms.tables.CsvTable;

/**
 * The rows of NAS-Bench-201 in comma-separated text whose columns are those of {@link Nb201Row},
 * accuracies in percent or as fractions. Searches and imports read tables here and nowhere else.
 *
 * @param rows the rows, in the order of the file; accuracies as fractions
 * @param unit in what unit the file has accuracies
 * @param missing the architectures that have no row, in words; empty where all are there
 */
public record Nb201CsvRows(List<Nb201Row> rows, Nb201AccuracyUnit unit, Optional<String> missing) {

  private static final int LONGEST_NUMBER = 40;
  private static final int LARGEST_SCALE = 40;
  private static final int MOST_SEEDS = 1_000;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(1_000_000_000);
  private static final List<String> REQUIRED =
      Nb201Row.getClassSchema().getFields().stream()
          .filter(field -> !field.schema().isNullable() && !field.name().equals("index"))
          .map(Schema.Field::name)
          .toList();

  /** Copies the rows. */
  public Nb201CsvRows {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a table.
   *
   * @param file where the bytes are from, for messages
   * @param in the bytes, compressed by gzip or not; closed at the end
   * @throws IllegalArgumentException naming file, line, column, value and what to do
   */
  public static Nb201CsvRows read(Path file, InputStream in) {
    var reader = new Reader();
    try {
      CsvTable.forEach(file.toString(), in, REQUIRED, reader::add);
    } catch (IllegalArgumentException refused) {
      var message = String.valueOf(refused.getMessage());
      // A file of another kind says itself what to do.
      boolean isOfALine = message.startsWith(file + ", line ");
      throw new IllegalArgumentException(
          isOfALine ? message + ". Restore the file: a table has every architecture once" : message,
          refused);
    }
    return reader.finished(file);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static final class Reader {

    private final List<Nb201Row> rows = new ArrayList<>();
    private final Nb201Completeness architectures = new Nb201Completeness();
    private final Map<Integer, Long> lineOfIndex = new HashMap<>();
    private final Map<String, Double> largest = new LinkedHashMap<>();

    /** Moved in decimal: the nearest fraction to what is written. */
    private final List<Map<Integer, BigDecimal>> accuracies = new ArrayList<>();

    void add(CsvRow line) {
      var row = new Nb201Row();
      var ofRow = new HashMap<Integer, BigDecimal>();
      for (var field : Nb201Row.getClassSchema().getFields()) {
        var text = field.schema().isNullable() ? line.get(field.name()) : written(line, field);
        if (text.isPresent()) {
          put(row, ofRow, field, text.get(), line);
        }
      }
      if (!line.places().containsKey("index")) {
        row.put(0, rows.size());
      }
      rows.add(row);
      accuracies.add(ofRow);
    }

    Nb201CsvRows finished(Path file) {
      Nb201AccuracyUnit unit;
      try {
        unit = Nb201AccuracyUnit.of(largest);
      } catch (IllegalArgumentException mixed) {
        throw new IllegalArgumentException(file + ": " + mixed.getMessage(), mixed);
      }
      for (int i = 0; i < rows.size(); i++) {
        var row = rows.get(i);
        accuracies
            .get(i)
            .forEach(
                (place, value) ->
                    row.put(
                        place,
                        (unit == Nb201AccuracyUnit.PERCENT ? value.movePointLeft(2) : value)
                            .doubleValue()));
      }
      return new Nb201CsvRows(rows, unit, architectures.missing());
    }

    private static Optional<String> written(CsvRow line, Schema.Field field) {
      var isThere = line.places().containsKey(field.name());
      return isThere ? Optional.of(line.text(field.name())) : Optional.empty();
    }

    private void put(
        Nb201Row row,
        Map<Integer, BigDecimal> ofRow,
        Schema.Field field,
        String text,
        CsvRow line) {
      var name = field.name();
      if (name.equals("arch")) {
        try {
          architectures.add(text, "line " + line.line());
        } catch (IllegalArgumentException none) {
          throw line.refused(String.valueOf(none.getMessage()));
        }
        row.put(field.pos(), text);
      } else if (name.equals("index")) {
        row.put(field.pos(), index(text, line));
      } else if (name.startsWith("seeds_")) {
        row.put(field.pos(), integer(name, text, 1, MOST_SEEDS, line));
      } else if (name.contains("_acc_")) {
        var value = number(name, text, line);
        if (value.signum() < 0 || value.compareTo(HUNDRED) > 0) {
          throw line.refused(
              "%s must be in [0, 100] percent or a fraction in [0, 1], was %s"
                  .formatted(name, text));
        }
        ofRow.put(field.pos(), value);
        largest.merge(name, value.doubleValue(), Math::max);
      } else {
        var value = number(name, text, line);
        if (value.signum() <= 0 || value.compareTo(MOST_SECONDS) > 0) {
          throw line.refused(
              "%s must be above 0 seconds, at most 1e9, was %s".formatted(name, text));
        }
        row.put(field.pos(), value.doubleValue());
      }
    }

    private int index(String text, CsvRow line) {
      int index = integer("index", text, 0, Nb201Completeness.ALL - 1, line);
      var before = lineOfIndex.putIfAbsent(index, line.line());
      if (before != null) {
        throw line.refused("index %d is already in line %d".formatted(index, before));
      }
      return index;
    }

    private static int integer(String name, String text, int least, int most, CsvRow line) {
      var value = number(name, text, line);
      try {
        int whole = value.intValueExact();
        if (whole >= least && whole <= most) {
          return whole;
        }
      } catch (ArithmeticException fraction) {
        // Said below, with the range.
      }
      throw line.refused(
          "%s must be an integer in [%d, %d], was %s".formatted(name, least, most, text));
    }

    /** A number of a length that a table of results can have. */
    private static BigDecimal number(String name, String text, CsvRow line) {
      try {
        if (text.length() <= LONGEST_NUMBER) {
          var value = new BigDecimal(text);
          if (Math.abs((long) value.scale()) <= LARGEST_SCALE) {
            return value;
          }
        }
      } catch (NumberFormatException noNumber) {
        // Said below.
      }
      var shown = text.length() <= LONGEST_NUMBER ? text : text.substring(0, LONGEST_NUMBER) + "…";
      throw line.refused("%s must be a number, was '%s'".formatted(name, shown));
    }
  }
}
