package org.espalier.dataprep.listing;

import java.util.Comparator;

/**
 * The order of names by the bytes of their UTF-8, which is that of their code points: the same on
 * every machine, in every locale, and in {@code LC_ALL=C sort}. Java's own order of strings differs
 * from it beyond the basic plane.
 */
public enum NameOrder implements Comparator<String> {
  /** The only one. */
  UTF_8;

  @Override
  public int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char l = left.charAt(i);
      char r = right.charAt(i);
      if (l != r) {
        boolean beyond = Character.isSurrogate(l);
        return beyond == Character.isSurrogate(r) ? Character.compare(l, r) : beyond ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
