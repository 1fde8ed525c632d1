package org.espalier.models.layer;

import org.espalier.models.numbers.OptionMask;

/**
 * When an input of a node is there, in cells whose nodes choose what they read: where a decision
 * chooses its source. A node makes two such pairs of choices, a source and what is done to it; both
 * may be the same. Then one module is applied, the first input counts twice and the second is left
 * out.
 *
 * @param source decision that chooses the source
 * @param option its option that is this source
 * @param otherSource the same decision of the node's other pair
 * @param other the decision of the other pair that chooses what is done
 * @param isSecond whether this is the node's second pair
 */
public record SourceChoice(int source, int option, int otherSource, int other, boolean isSecond) {

  /** Whether a path makes both choices of the node alike, and reads this source. */
  private boolean repeats(int[] path, int decision) {
    return path[source] == option && path[otherSource] == option && path[decision] == path[other];
  }

  /**
   * How often the output counts on a path: 0, 1 or 2.
   *
   * @param decision that chooses what is done
   */
  public int times(int[] path, int decision) {
    if (path[source] != option) {
      return 0;
    }
    int repeated = repeats(path, decision) ? 1 : 0;
    return isSecond ? 1 - repeated : 1 + repeated;
  }

  /** Whether no path of a mask has the input, as far as single choices say. */
  boolean isAbsent(OptionMask mask, int decision) {
    if (!mask.has(source, option)) {
      return true;
    }
    if (!isSecond || mask.count(source) > 1 || mask.count(otherSource) > 1) {
      return false;
    }
    return mask.has(otherSource, option)
        && mask.count(decision) == 1
        && mask.count(other) == 1
        && only(mask, decision) == only(mask, other);
  }

  private static int only(OptionMask mask, int decision) {
    int option = 0;
    while (!mask.has(decision, option)) {
      option++;
    }
    return option;
  }
}
