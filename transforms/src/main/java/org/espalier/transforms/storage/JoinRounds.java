package org.espalier.transforms.storage;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.espalier.transforms.files.StoredFiles;

/**
 * Joins the files of many committed rounds into one, so that a long run has few.
 *
 * <ol>
 *   <li>The joined file is written under a hidden name. From here on {@link RoundFiles} reads it in
 *       the place of its parts; other programs still see the parts.
 *   <li>The parts are deleted.
 *   <li>The joined file gets its own name.
 * </ol>
 *
 * <p>So no program ever sees a row twice; one that does not know hidden files misses the rows of
 * the parts between the last two steps. What a killed process has left undone is done by the next.
 * Which rounds are joined depends on their numbers only, and the bytes on their rows only.
 *
 * @param files the table
 * @param rounds rounds of a joined file, at least 2
 */
record JoinRounds<T extends SpecificRecord>(RoundFiles<T> files, int rounds) {

  /**
   * Joins all it can.
   *
   * @param end the first round that a search may still write
   */
  void before(int end) throws IOException {
    var all = files.all();
    for (var first = 0; first + rounds <= end; first += rounds) {
      var joined = new RoundFile(first, first + rounds - 1, false);
      if (all.contains(joined)) {
        // A worker that was frozen while it committed may have written a part again.
        deleteParts(joined, all);
      } else {
        if (!all.contains(joined.hide())) {
          write(joined);
        }
        deleteParts(joined, all);
        show(joined);
      }
    }
  }

  /** The first step. */
  void write(RoundFile joined) throws IOException {
    Iterable<T> rows =
        () ->
            IntStream.rangeClosed(joined.first(), joined.last())
                .mapToObj(round -> files.read(round, round + 1))
                .flatMap(List::stream)
                .iterator();
    files.table().write(files.path(joined.hide()), rows);
  }

  /** The second step. */
  void deleteParts(RoundFile joined, List<RoundFile> all) throws IOException {
    var parts = all.stream().filter(joined::replaces).map(files::path).toList();
    if (!parts.isEmpty()) {
      StoredFiles.delete(parts);
    }
  }

  /** The third step. */
  void show(RoundFile joined) throws IOException {
    StoredFiles.rename(files.path(joined.hide()), files.path(joined));
  }
}
