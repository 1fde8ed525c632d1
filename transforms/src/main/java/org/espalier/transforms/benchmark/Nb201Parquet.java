package org.espalier.transforms.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.schemas.Nb201Row;
import org.espalier.transforms.tables.Table;

/** Reads the benchmark's table from Parquet, as {@code espalier prepare nasbench201} writes it. */
public final class Nb201Parquet {

  private Nb201Parquet() {}

  /**
   * The rows of a file.
   *
   * @throws IllegalArgumentException naming the file and the row that is wrong, or what is missing
   */
  static Nb201Rows read(Path file) {
    var rows = Table.of(Nb201Row.class).read(file.toString());
    var architectures = new Nb201Completeness();
    for (int number = 0; number < rows.size(); number++) {
      try {
        architectures.add(rows.get(number).getArch(), "row " + number);
        check(rows.get(number));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            "%s, row %d: %s".formatted(file, number, wrong.getMessage()), wrong);
      }
    }
    architectures
        .missing()
        .ifPresent(
            missing -> {
              throw new IllegalArgumentException(
                  "%s: %s. Prepare it from the whole benchmark".formatted(file, missing));
            });
    return columns(rows);
  }

  /** The columns that are kept, by the index of the architecture. */
  static Nb201Rows columns(List<Nb201Row> rows) {
    List<double[]> columns =
        Stream.generate(() -> new double[Nb201Rows.COUNT]).limit(Nb201Rows.NAMES.size()).toList();
    for (var row : rows) {
      int index = Nb201Rows.index(Nb201Rows.SPACE.parse(row.getArch()).getEncoding());
      for (int column = 0; column < columns.size(); column++) {
        columns.get(column)[index] = value(row, Nb201Rows.NAMES.get(column));
      }
    }
    return new Nb201Rows(columns);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static void check(Nb201Row row) {
    for (var name : Nb201Rows.NAMES) {
      boolean seconds = name.contains("_time_s_");
      double value = value(row, name);
      if (seconds ? !(value > 0 && Double.isFinite(value)) : !(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            "%s must be %s, was %s"
                .formatted(name, seconds ? "above 0 seconds" : "a fraction in [0, 1]", value));
      }
    }
  }

  private static double value(Nb201Row row, String name) {
    return (Double) row.get(name);
  }
}
