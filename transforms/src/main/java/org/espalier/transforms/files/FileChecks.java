package org.espalier.transforms.files;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Files that were read only to see whether they are whole, and what was wrong with them. */
public final class FileChecks {

  private final TreeSet<String> files = new TreeSet<>();
  private final List<DamagedFileException> faults = new ArrayList<>();

  /**
   * Reads a file.
   *
   * @return what was read; empty where the file is damaged or missing, which is kept
   */
  public <R> Optional<R> read(String path, Supplier<R> reading) {
    files.add(path);
    try {
      return Optional.of(reading.get());
    } catch (DamagedFileException damaged) {
      add(damaged);
    } catch (UncheckedIOException failure) {
      var cause = failure.getCause();
      add(
          cause instanceof NoSuchFileException || cause instanceof FileNotFoundException
              ? DamagedFileException.missing(path)
              : new DamagedFileException(path, failure));
    }
    return Optional.empty();
  }

  /** Keeps what is wrong with a file. */
  public void add(DamagedFileException fault) {
    files.add(fault.path());
    faults.add(fault);
  }

  /** The files there are or should be, read or found missing. */
  public int files() {
    return files.size();
  }

  /** What is wrong, in the order in which it was found. */
  public List<DamagedFileException> faults() {
    return List.copyOf(faults);
  }
}
