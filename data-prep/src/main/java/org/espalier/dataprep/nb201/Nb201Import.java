package org.espalier.dataprep.nb201;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.schemas.Nb201Row;
import org.espalier.transforms.tables.Table;

/** Brings NAS-Bench-201 into one Parquet table, a row an architecture. */
public final class Nb201Import {

  private Nb201Import() {}

  /**
   * Reads the benchmark and writes the table; it appears whole or not at all.
   *
   * @param input NATS-Bench's "simple" folder, or a CSV, compressed or not
   * @param output the table
   * @return its rows
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  public static List<Nb201Row> run(Path input, String output) throws IOException {
    var rows = read(input);
    Table.of(Nb201Row.class).write(output, rows);
    return rows;
  }

  private static List<Nb201Row> read(Path input) throws IOException {
    var name = String.valueOf(input.getFileName());
    if (Files.isDirectory(input)) {
      return new NatsArchive(input).rows();
    }
    if (!Files.isRegularFile(input)) {
      throw new IllegalArgumentException(
          input + " is not there: name NATS-tss-v1_0-…-simple or a CSV");
    }
    if (name.endsWith(".pth") || name.endsWith(".pickle.pbz2")) {
      throw new IllegalArgumentException(
          input
              + " is one pickle of several gigabytes that can only be read whole into memory: use"
              + " NATS-Bench's NATS-tss-v1_0-3ffb9-simple, the same results in a file an architecture");
    }
    return new Nb201Text(input).rows();
  }
}
