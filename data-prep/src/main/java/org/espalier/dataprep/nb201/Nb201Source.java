package org.espalier.dataprep.nb201;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.schemas.Nb201Row;

/** NAS-Bench-201 as others keep it, read in stretches. */
public sealed interface Nb201Source extends Serializable permits NatsArchive, Nb201Text {

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
          input + " is not there: name NATS-tss-v1_0-…-simple or a CSV");
    }
    var name = path.toString();
    if (name.endsWith(".pth") || name.endsWith(".pickle.pbz2")) {
      throw new IllegalArgumentException(
          input
              + " is one pickle of several gigabytes that can only be read whole into memory: use"
              + " NATS-Bench's NATS-tss-v1_0-3ffb9-simple, the same results in a file an architecture");
    }
    return new Nb201Text(name);
  }

  /** Its path. */
  String path();

  /** The file that says which architectures there are. */
  String contents();

  /** Architectures that are best read together. */
  int stretch();

  /**
   * The architectures, in order.
   *
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  List<String> architectures() throws IOException;

  /**
   * The rows of the architectures from one index to another.
   *
   * @param first the first index
   * @param end the index after the last
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  List<Nb201Row> rows(int first, int end) throws IOException;
}
