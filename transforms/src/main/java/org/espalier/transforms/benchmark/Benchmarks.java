package org.espalier.transforms.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The benchmarks there are. A new one is a class and a line here. */
public final class Benchmarks {

  private record Entry(String space, String title, Function<Path, Benchmark> open) {}

  private static final List<Entry> ALL =
      List.of(new Entry(Nb201Rows.SPACE.name(), "NAS-Bench-201", Nb201Table::open));

  private Benchmarks() {}

  /** Whether a search space has a benchmark. */
  public static boolean know(String space) {
    return ALL.stream().anyMatch(entry -> entry.space().equals(space));
  }

  /**
   * The benchmark of a search space, read from its file.
   *
   * @throws IllegalArgumentException naming the space where it has none, or the file and what is
   *     wrong with it
   */
  public static Benchmark open(Path file, String space) {
    return ALL.stream()
        .filter(entry -> entry.space().equals(space))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(file, space)))
        .open()
        .apply(file);
  }

  private static String unknown(Path file, String space) {
    return "table %s cannot serve space '%s': there are benchmarks for %s only"
        .formatted(
            file,
            space,
            ALL.stream()
                .map(entry -> "'" + entry.space() + "' (" + entry.title() + ")")
                .collect(Collectors.joining(", ")));
  }
}
