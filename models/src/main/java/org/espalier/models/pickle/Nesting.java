package org.espalier.models.pickle;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps containers finite and flat. What lies in another container changes no more, as Python
 * itself writes it: so none can hold itself, and none is deeper than is allowed.
 */
final class Nesting {

  private static final int MOST_PARTS = 8;
  private static final int LONGEST_KEY = 1 << 12;

  private final PickleInput in;
  private final int deepest;
  private final IdentityHashMap<Object, Integer> depths = new IdentityHashMap<>();
  private final Set<Object> within = Collections.newSetFromMap(new IdentityHashMap<>());

  Nesting(PickleInput in, int deepest) {
    this.in = in;
    this.deepest = deepest;
  }

  /** Takes note that items were put into a container. */
  void put(Object container, List<?> items) {
    int depth = depths.getOrDefault(container, 0);
    for (var item : items) {
      if (isContainer(item)) {
        within.add(item);
        depth = Math.max(depth, depths.getOrDefault(item, 0) + 1);
      }
    }
    if (within.contains(container)) {
      throw in.refused("it changes a container that lies in another, or in itself");
    }
    if (depth > deepest) {
      throw in.refused("its containers are nested deeper than %d".formatted(deepest));
    }
    if (depth > 0) {
      depths.put(container, depth);
    }
  }

  /**
   * A key of a dictionary: a plain value, or a tuple of a few. A map hashes and compares it each
   * time that it is put, so a large one would cost time that nobody has counted.
   */
  Object key(Object key) {
    if (key instanceof List<?> tuple
        ? tuple.size() > MOST_PARTS || !tuple.stream().allMatch(Nesting::isPlain)
        : !isPlain(key)) {
      throw in.refused(
          "a dictionary has a key that is not text of at most %d characters, number, or tuple of at most %d of them"
              .formatted(LONGEST_KEY, MOST_PARTS));
    }
    if (isContainer(key)) {
      within.add(key);
    }
    return key;
  }

  private static boolean isPlain(Object value) {
    return value instanceof String text
        ? text.length() <= LONGEST_KEY
        : value == Pickle.NONE || value instanceof Number || value instanceof Boolean;
  }

  private static boolean isContainer(Object value) {
    return value instanceof List<?> || value instanceof Map<?, ?>;
  }
}
