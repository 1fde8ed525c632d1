package org.espalier.transforms.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.models.space.Nb201Space;

/**
 * Which of the 15,625 architectures of NAS-Bench-201 a table has: each must be one, and there once.
 */
public final class Nb201Completeness {

  /** Architectures of the space. */
  public static final int ALL = 15_625;

  private static final int LONGEST = 200;
  private static final Nb201Space SPACE = new Nb201Space();

  private final Map<List<Integer>, String> placeOf = new HashMap<>();

  /**
   * Takes note of an architecture.
   *
   * @param text the architecture
   * @param place where it stands, such as {@code line 7}
   * @throws IllegalArgumentException saying that it is none, or where it stands already
   */
  public void add(String text, String place) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "an architecture has at most %d characters, had %d".formatted(LONGEST, text.length()));
    }
    var before = placeOf.putIfAbsent(SPACE.parse(text).getEncoding(), place);
    if (before != null) {
      throw new IllegalArgumentException("architecture " + text + " is already in " + before);
    }
  }

  /** What is missing, in words; empty where all are there. */
  public Optional<String> missing() {
    if (placeOf.size() == ALL) {
      return Optional.empty();
    }
    var first =
        SPACE
            .all()
            .filter(each -> !placeOf.containsKey(each.getEncoding()))
            .findFirst()
            .orElseThrow();
    return Optional.of(
        "%d of 15,625 architectures have no row, the first is %s"
            .formatted(ALL - placeOf.size(), first.getText()));
  }
}
