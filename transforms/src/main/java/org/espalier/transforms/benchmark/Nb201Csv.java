package org.espalier.transforms.benchmark;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;

/**
 * Reads the benchmark's table from comma-separated text, as imports do, and checks that it is
 * whole.
 */
public final class Nb201Csv {

  private Nb201Csv() {}

  /**
   * The rows in the bytes of a file.
   *
   * @param file where the bytes are from, for messages
   * @throws IllegalArgumentException naming file, line, what is wrong and what to do
   */
  static Nb201Rows read(Path file, byte[] bytes) {
    var table = Nb201CsvRows.read(file, new ByteArrayInputStream(bytes));
    table
        .missing()
        .ifPresent(
            missing -> {
              throw new IllegalArgumentException(
                  "%s, line %d: %s. Restore the file: a table has every architecture once"
                      .formatted(file, table.rows().size() + 1, missing));
            });
    return Nb201Parquet.columns(table.rows());
  }
}
