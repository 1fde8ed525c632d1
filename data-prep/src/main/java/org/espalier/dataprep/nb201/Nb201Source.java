package org.espalier.dataprep.nb201;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.schemas.Nb201Row;

/** NAS-Bench-201 as others keep it, read in stretches. */
public sealed interface Nb201Source extends Serializable permits NatsArchive, Nb201CsvSource {

  /**
   * What a source holds.
   *
   * @param architectures the architectures, each once, in the order in which {@link #rows} counts
   * @param unit in what unit it has accuracies: {@code percent} or {@code fraction}
   * @param missing architectures it lacks, in words; empty where it has all 15,625
   */
  record Contents(List<String> architectures, String unit, Optional<String> missing) {}

  /**
   * The benchmark at a path.
   *
   * @param input NATS-Bench's "simple" folder, or a CSV, compressed or not
   * @throws IllegalArgumentException naming it, if it is neither, or of a kind that cannot be read
   */
  static Nb201Source of(Path input) {
    var path = input.toAbsolutePath().normalize();
    if (Files.isDirectory(path)) {
      return new NatsArchive(path.toString());
    }
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException(
          input + " is not a file or folder: name NATS-tss-v1_0-…-simple or a CSV");
    }
    var name = path.toString();
    if (name.endsWith(".pth") || name.endsWith(".pickle.pbz2")) {
      throw new IllegalArgumentException(
          input
              + " is one pickle of several gigabytes that can only be read whole into memory: use"
              + " NATS-Bench's NATS-tss-v1_0-3ffb9-simple, the same results in a file an architecture");
    }
    return new Nb201CsvSource(name);
  }

  /** Its path. */
  String path();

  /** The file that says which architectures there are. */
  String contentsFile();

  /** Architectures that are best read together. */
  int stretch();

  /**
   * What it holds.
   *
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  Contents contents() throws IOException;

  /**
   * The rows of the architectures from one place to another.
   *
   * @param first the first place
   * @param end the place after the last
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  List<Nb201Row> rows(int first, int end) throws IOException;
}
