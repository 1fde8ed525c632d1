package org.espalier.transforms.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.FileChecks;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.tables.Table;

/**
 * A table of a run in files of one round each, or of many: {@code 00000.parquet}, {@code
 * 00000-00099.parquet}. Its readers find every row once at every moment, whatever {@link
 * JoinRounds} is doing meanwhile.
 *
 * @param <T> the row type
 * @param folder where they lie
 * @param table the table
 * @param round the round of a row
 * @param oldName name of the file of a round in version 0.1, which had a folder a round
 */
record RoundFiles<T extends SpecificRecord>(
    String folder, Table<T> table, ToIntFunction<T> round, String oldName) {

  static RoundFiles<Trial> trials(String folder) {
    return new RoundFiles<>(folder, Table.of(Trial.class), Trial::getRound, "trials.parquet");
  }

  static RoundFiles<RoundSummary> summaries(String folder) {
    return new RoundFiles<>(
        folder, Table.of(RoundSummary.class), RoundSummary::getRound, "round.parquet");
  }

  /** The file of one round. */
  String path(int of) {
    return path(RoundFile.of(of));
  }

  String path(RoundFile file) {
    return folder + '/' + file.name();
  }

  /** All files there are, those of one round before those made from them. */
  List<RoundFile> all() {
    try {
      return StoredFiles.list(folder).stream()
          .flatMap(name -> RoundFile.parse(name).stream())
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + folder, failure);
    }
  }

  /** The rows of rounds in [first, end), in order. */
  List<T> read(int first, int end) {
    var rows = new ArrayList<T>();
    forEach(first, end, rows::add);
    return rows;
  }

  /**
   * The same row after row.
   *
   * @throws DamagedFileException naming a file that is damaged or missing
   */
  void forEach(int first, int end, Consumer<T> use) {
    var files = byRound();
    for (var next = first; next < end; ) {
      next = read(files, next, first, end, use).last() + 1;
    }
  }

  /** The last rows before a round, in order. */
  List<T> readLast(int end, int rows) {
    var files = byRound();
    var found = new ArrayDeque<T>();
    for (var last = end - 1; last >= 0 && found.size() < rows; ) {
      var own = new ArrayDeque<T>();
      last = read(files, last, 0, end, own::add).first() - 1;
      while (!own.isEmpty() && found.size() < rows) {
        found.addFirst(own.removeLast());
      }
    }
    return List.copyOf(found);
  }

  /**
   * Checks every file, and that all rounds are there.
   *
   * @param end rounds committed
   * @return rows of committed rounds
   */
  long check(int end, FileChecks checks) {
    var files = byRound();
    var rows = new AtomicLong();
    for (var next = 0; next < end; ) {
      var from = next;
      var file = file(files, from);
      next =
          checks
                  .read(path(file), () -> read(files, from, 0, end, row -> rows.incrementAndGet()))
                  .orElse(file)
                  .last()
              + 1;
    }
    for (var file : all()) {
      if (!files.containsValue(file)) {
        checks.add(
            new DamagedFileException(path(file), "another file has its rounds too")
                .or("repeat the search, which deletes it"));
      } else if (file.first() >= end) {
        checks.read(path(file), () -> read(file, path(file), 0, 0, row -> {}));
      }
    }
    return rows.get();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** The files to read by their first rounds: one that was made from others stands for them. */
  private NavigableMap<Integer, RoundFile> byRound() {
    var files = all();
    var byRound = new TreeMap<Integer, RoundFile>();
    for (var file : files) {
      var twice = file.hidden() && files.contains(file.shown());
      if (!twice && files.stream().noneMatch(other -> other.replaces(file))) {
        byRound.put(file.first(), file);
      }
    }
    return byRound;
  }

  /**
   * Reads the file with a round: its rows of rounds in [from, end).
   *
   * @return the file
   */
  private RoundFile read(
      NavigableMap<Integer, RoundFile> files, int of, int from, int end, Consumer<T> use) {
    var file = file(files, of);
    if (read(file, path(file), from, end, use)) {
      return file;
    }
    // It was joined with others meanwhile.
    var now = file(byRound(), of);
    if (read(now, path(now), from, end, use)) {
      return now;
    }
    var one = RoundFile.of(of);
    var old = String.format(Locale.ROOT, "%s/round=%05d/%s", folder, of, oldName);
    if (read(one, old, from, end, use)) {
      return one;
    }
    throw DamagedFileException.missing(path(now));
  }

  private static RoundFile file(NavigableMap<Integer, RoundFile> files, int of) {
    var found = files.floorEntry(of);
    return found == null || found.getValue().last() < of ? RoundFile.of(of) : found.getValue();
  }

  /** Reads a file; false where there is none. */
  private boolean read(RoundFile file, String path, int from, int end, Consumer<T> use) {
    try {
      table.forEach(
          path,
          row -> {
            var of = round.applyAsInt(row);
            if (of < file.first() || of > file.last()) {
              throw new DamagedFileException(path, "it holds a row of round " + of);
            }
            if (of >= from && of < end) {
              use.accept(row);
            }
          });
      return true;
    } catch (UncheckedIOException failure) {
      if (failure.getCause() instanceof NoSuchFileException
          || failure.getCause() instanceof FileNotFoundException) {
        return false;
      }
      throw failure;
    }
  }
}
