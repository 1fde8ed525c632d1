package org.espalier.models.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Deletes exported programs that nobody has used for long, the least recently used first, once all
 * together take more room than the bound. A program can always be exported again.
 *
 * @param bound bytes that programs may take together
 * @param kept programs used within this time stay, whatever room they take: other processes may be
 *     about to load them
 * @param clock tells the time
 */
record ProgramCollector(long bound, Duration kept, Clock clock) {

  private static final long TWO_GIBIBYTES = 2L << 30;

  /** Two gibibytes, and a day. */
  static ProgramCollector standard() {
    return new ProgramCollector(TWO_GIBIBYTES, Duration.ofDays(1), Clock.systemUTC());
  }

  private record StoredProgram(Path folder, Instant used, long bytes) {}

  /** Notes that a program is used now. */
  void used(Path program) {
    try {
      Files.setLastModifiedTime(program.resolve(Program.FILE), FileTime.from(clock.instant()));
    } catch (NoSuchFileException gone) {
      // Deleted by another process just now: whoever loads it says so.
    } catch (IOException readOnly) {
      // A cache that cannot be written is still a cache.
    }
  }

  /** Deletes what is too old where there is too much. */
  void collect(Path folder) {
    try {
      var found = programs(folder);
      var bytes = found.stream().mapToLong(StoredProgram::bytes).sum();
      for (var program : found) {
        if (bytes <= bound || program.used().isAfter(clock.instant().minus(kept))) {
          return;
        }
        AtomicFolder.delete(program.folder());
        bytes -= program.bytes();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot tidy " + folder, failure);
    }
  }

  /** The programs of a folder, the least recently used first. */
  private static List<StoredProgram> programs(Path folder) throws IOException {
    var found = new ArrayList<StoredProgram>();
    try (var folders = Files.list(folder)) {
      for (var program : folders.toList()) {
        var model = program.resolve(Program.FILE);
        if (Files.isRegularFile(model)) {
          found.add(
              new StoredProgram(
                  program, Files.getLastModifiedTime(model).toInstant(), Files.size(model)));
        }
      }
    } catch (NoSuchFileException gone) {
      // Another process collects too: what is left is found the next time.
    }
    found.sort(Comparator.comparing(StoredProgram::used));
    return found;
  }
}
