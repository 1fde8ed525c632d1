package org.espalier.transforms.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.FileChecks;
import org.espalier.transforms.files.StoredFiles;

/**
 * The states of a search, each under the number of rounds before it. The appearance of a state is
 * the commit of its round.
 *
 * @param folder where they lie
 */
record StateFiles(String folder) {

  /** States kept: the second takes the place of the first where that is damaged. */
  static final int KEPT = 2;

  private static final Pattern NAME = Pattern.compile("(\\d{5,9})\\.avro");

  /** The file of a state. */
  String path(int rounds) {
    return String.format(Locale.ROOT, "%s/%05d.avro", folder, rounds);
  }

  /** The rounds of the states there are, in ascending order. */
  List<Integer> rounds() {
    try {
      return StoredFiles.list(folder).stream()
          .map(NAME::matcher)
          .filter(Matcher::matches)
          .map(name -> Integer.valueOf(name.group(1)))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + folder, failure);
    }
  }

  void write(SearchState state) throws IOException {
    AvroFile.write(path(state.getRound()), SearchState.getClassSchema(), List.of(state));
  }

  /**
   * The state after a number of rounds.
   *
   * @throws DamagedFileException where it is none, or that of another number of rounds
   */
  SearchState read(int rounds) {
    List<SearchState> states = AvroFile.read(path(rounds), SearchState.getClassSchema());
    if (states.size() != 1 || states.get(0).getRound() != rounds) {
      throw new DamagedFileException(path(rounds), "it does not hold the state of its name");
    }
    return states.get(0);
  }

  /**
   * Checks every state.
   *
   * @return the last one that is whole
   */
  Optional<SearchState> check(FileChecks checks) {
    var last = Optional.<SearchState>empty();
    for (var rounds : rounds()) {
      last = checks.read(path(rounds), () -> read(rounds)).or(keep(last));
    }
    var newest = rounds().stream().mapToInt(Integer::intValue).max().orElse(0);
    if (newest > 0 && !rounds().contains(newest - 1)) {
      checks.add(DamagedFileException.missing(path(newest - 1)));
    }
    return last;
  }

  private static <T> Supplier<Optional<T>> keep(Optional<T> last) {
    return () -> last;
  }

  /** Whether the state after a number of rounds is there and can be read. */
  boolean isIntact(int rounds) throws IOException {
    if (!StoredFiles.exists(path(rounds))) {
      return false;
    }
    try {
      return read(rounds).getRound() == rounds;
    } catch (DamagedFileException damaged) {
      return false;
    }
  }

  /**
   * The last state, or the one before where the last is damaged.
   *
   * @throws DamagedFileException naming the last one where neither can be read
   */
  LatestState latest() {
    var rounds = rounds();
    if (rounds.isEmpty()) {
      throw DamagedFileException.missing(path(0));
    }
    int last = rounds.get(rounds.size() - 1);
    try {
      return new LatestState(read(last), Optional.empty());
    } catch (DamagedFileException damaged) {
      if (!rounds.contains(last - 1)) {
        throw damaged;
      }
      try {
        return new LatestState(read(last - 1), Optional.of(damaged.path() + ' ' + damaged.fault()));
      } catch (DamagedFileException both) {
        damaged.addSuppressed(both);
        throw damaged;
      }
    } catch (UncheckedIOException gone) {
      // A search that has resumed has collected it meanwhile.
      if (rounds().equals(rounds)) {
        throw gone;
      }
      return latest();
    }
  }
}
