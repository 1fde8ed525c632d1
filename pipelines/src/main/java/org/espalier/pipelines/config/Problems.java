package org.espalier.pipelines.config;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with a configuration, said at once. */
final class Problems {

  private final String source;
  private final List<String> found = new ArrayList<>();

  Problems(String source) {
    this.source = source;
  }

  /**
   * Adds a problem.
   *
   * @param key the dotted key it is about; empty for the whole file
   * @param place where the key is written; empty where that is not known
   */
  void add(String key, String problem, String place) {
    found.add(
        (key.isEmpty() ? "" : key + ": ") + problem + (place.isEmpty() ? "" : " (" + place + ")"));
  }

  int count() {
    return found.size();
  }

  void throwIfAny() {
    if (found.size() == 1) {
      throw new IllegalArgumentException(source + ": " + found.get(0));
    }
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(
          source + " has " + found.size() + " problems:\n  " + String.join("\n  ", found));
    }
  }
}
