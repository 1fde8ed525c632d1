package org.espalier.models.space;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The message about an unknown name: the names that exist, and the one most likely meant. */
public final class NearestName {

  private NearestName() {}

  /** For example {@code unknown search space 'nb21': did you mean 'nb201'? Known: nb201}. */
  static String message(String kind, String name, List<String> known) {
    var hint = nearest(name, known).map(near -> "did you mean '" + near + "'? ").orElse("");
    return "unknown " + kind + " '" + name + "': " + hint + "Known: " + String.join(", ", known);
  }

  /** The known name that was likely meant; empty where none is near enough to be a slip. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(other -> edits(name, other)))
        .filter(other -> edits(name, other) <= Math.max(2, other.length() / 3));
  }

  /** Insertions, deletions and replacements of one character that turn a into b (Levenshtein). */
  static int edits(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
