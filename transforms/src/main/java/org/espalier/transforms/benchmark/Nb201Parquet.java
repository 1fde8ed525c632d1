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
   * @throws IllegalArgumentException naming the file and the architecture that is missing, twice or
   *     unknown
   */
  static Nb201Rows read(Path file) {
    List<double[]> columns =
        Stream.generate(() -> new double[Nb201Rows.COUNT]).limit(Nb201Rows.NAMES.size()).toList();
    var seen = new boolean[Nb201Rows.COUNT];
    int rows = 0;
    for (var row : Table.of(Nb201Row.class).read(file.toString())) {
      int index = Nb201Rows.index(Nb201Rows.SPACE.parse(row.getArch()).getEncoding());
      if (seen[index]) {
        throw new IllegalArgumentException(file + " has " + row.getArch() + " twice");
      }
      seen[index] = true;
      rows++;
      for (int column = 0; column < columns.size(); column++) {
        columns.get(column)[index] = (Double) row.get(Nb201Rows.NAMES.get(column));
      }
    }
    if (rows < Nb201Rows.COUNT) {
      throw new IllegalArgumentException(
          "%s has %,d of %,d architectures: prepare it from the whole benchmark"
              .formatted(file, rows, Nb201Rows.COUNT));
    }
    return new Nb201Rows(columns);
  }
}
