package org.espalier.models.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Isomorphism of DARTS cells: the intermediate nodes may be numbered otherwise as long as every
 * edge still leads from a lower to a higher number, since all of them are concatenated and the
 * order of channels is nothing that weights cannot undo. The key is the smallest encoding among
 * those numberings, each cell by itself; as text.
 */
final class DartsCanonical {

  private static final List<int[]> NUMBERINGS = numberings();

  private DartsCanonical() {}

  static String key(int[] encoding) {
    var key = new int[encoding.length];
    for (int first = 0; first < encoding.length; first += DartsGraph.CELL_EDGES) {
      var cell = Arrays.copyOfRange(encoding, first, first + DartsGraph.CELL_EDGES);
      System.arraycopy(smallest(cell), 0, key, first, cell.length);
    }
    return DartsText.format(DartsCells.of(key));
  }

  private static int[] smallest(int[] cell) {
    var smallest = cell;
    for (var numbering : NUMBERINGS) {
      var renumbered = new int[cell.length];
      if (renumber(cell, numbering, renumbered) && Arrays.compare(renumbered, smallest) < 0) {
        smallest = renumbered;
      }
    }
    return smallest;
  }

  /** Whether the numbering keeps every edge forward. */
  private static boolean renumber(int[] cell, int[] numbering, int[] renumbered) {
    for (int i = 0; i < cell.length; i++) {
      if (cell[i] != DartsGraph.NONE) {
        var edge = DartsGraph.EDGES.get(i);
        int source = numbering[edge.source()];
        int target = numbering[edge.target()];
        if (source >= target) {
          return false;
        }
        renumbered[DartsGraph.edge(source, target)] = cell[i];
      }
    }
    return true;
  }

  /** The 24 ways to number the intermediate nodes; the input nodes keep their numbers. */
  private static List<int[]> numberings() {
    var numberings = new ArrayList<int[]>();
    permute(new int[] {0, 1, 2, 3, 4, 5}, DartsGraph.INPUTS, numberings);
    return numberings;
  }

  private static void permute(int[] numbers, int from, List<int[]> found) {
    if (from == numbers.length) {
      found.add(numbers.clone());
      return;
    }
    for (int i = from; i < numbers.length; i++) {
      swap(numbers, from, i);
      permute(numbers, from + 1, found);
      swap(numbers, from, i);
    }
  }

  private static void swap(int[] numbers, int i, int j) {
    int kept = numbers[i];
    numbers[i] = numbers[j];
    numbers[j] = kept;
  }
}
