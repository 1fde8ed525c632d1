package org.espalier.models.space;

import java.util.Arrays;

/**
 * Isomorphism of NB201 cells, as the benchmark counts it: each node is written as the sorted sum of
 * what reaches it, and two cells are the same when their outputs are written alike.
 *
 * <p>The letters matter. Sums are sorted as text without being flattened, so another spelling
 * splits or joins a few classes: a spelling of ours gave 6,475 of them, flattened sums without
 * zeros 4,930, the benchmark's spelling its published 6,466.
 */
final class Nb201Canonical {

  private static final String INPUT = "0";
  private static final String ZERO = "#";
  private static final int NODES = 4;

  private Nb201Canonical() {}

  static String key(int[] encoding) {
    var written = new String[NODES];
    written[0] = INPUT;
    int edge = 0;
    for (int node = 1; node < NODES; node++) {
      var terms = new String[node];
      for (int source = 0; source < node; source++) {
        terms[source] = term(encoding[edge++], written[source]);
      }
      Arrays.sort(terms);
      written[node] = String.join("+", terms);
    }
    return written[NODES - 1];
  }

  private static String term(int operation, String source) {
    if (operation == Nb201Space.NONE || source.equals(ZERO)) {
      return ZERO;
    }
    return operation == Nb201Space.SKIP_CONNECT
        ? source
        : "(" + source + ")@" + Nb201Space.OPERATIONS.get(operation);
  }
}
