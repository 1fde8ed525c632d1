package org.espalier.dataprep.nb201;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.espalier.schemas.Nb201Row;
import org.espalier.transforms.benchmark.Nb201Completeness;
import org.espalier.transforms.benchmark.Nb201CsvRows;

/**
 * The benchmark as comma-separated text, read as searches read it; small enough to be one piece of
 * work.
 *
 * @param path the file
 */
record Nb201CsvSource(String path) implements Nb201Source {

  @Override
  public String contentsFile() {
    return path;
  }

  @Override
  public int stretch() {
    return Nb201Completeness.ALL;
  }

  @Override
  public Contents contents() throws IOException {
    var table = read();
    if (table.rows().isEmpty()) {
      throw new IllegalArgumentException(path + ", line 1: there are no rows");
    }
    var architectures = table.rows().stream().map(Nb201Row::getArch).toList();
    var unit = table.unit().name().toLowerCase(Locale.ROOT);
    return new Contents(architectures, unit, table.missing());
  }

  @Override
  public List<Nb201Row> rows(int first, int end) throws IOException {
    var rows = read().rows();
    return rows.subList(first, Math.min(end, rows.size()));
  }

  private Nb201CsvRows read() throws IOException {
    var file = Path.of(path);
    return Nb201CsvRows.read(file, Files.newInputStream(file));
  }
}
