package org.espalier.models.numbers;

import java.util.Arrays;
import java.util.Objects;

/**
 * Where each option of each decision lies in one flat array: decision by decision, option by
 * option. Decisions may have different numbers of options.
 */
public final class OptionIndex {

  private final int[] starts;

  private OptionIndex(int[] starts) {
    this.starts = starts;
  }

  /**
   * The index of decisions with these numbers of options.
   *
   * @param options options of each decision, each at least 1
   */
  public static OptionIndex of(int... options) {
    var starts = new int[options.length + 1];
    for (var decision = 0; decision < options.length; decision++) {
      if (options[decision] < 1) {
        throw new IllegalArgumentException(
            "decision " + decision + " must have at least 1 option, has " + options[decision]);
      }
      starts[decision + 1] = Math.addExact(starts[decision], options[decision]);
    }
    return new OptionIndex(starts);
  }

  /** Number of decisions. */
  public int decisions() {
    return starts.length - 1;
  }

  /** Length of the flat array: the options of all decisions. */
  public int size() {
    return starts[starts.length - 1];
  }

  /** Number of options of a decision. */
  public int options(int decision) {
    return end(decision) - start(decision);
  }

  /** Position of a decision's first option. */
  public int start(int decision) {
    return starts[Objects.checkIndex(decision, decisions())];
  }

  /** Position after a decision's last option. */
  public int end(int decision) {
    return starts[Objects.checkIndex(decision, decisions()) + 1];
  }

  /** Position of an option of a decision. */
  public int at(int decision, int option) {
    return start(decision) + Objects.checkIndex(option, options(decision));
  }

  /** The decision of a position. */
  public int decision(int position) {
    Objects.checkIndex(position, size());
    var found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }

  /** The option of a position, counted within its decision. */
  public int option(int position) {
    return position - start(decision(position));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OptionIndex index && Arrays.equals(starts, index.starts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(starts);
  }

  @Override
  public String toString() {
    return "OptionIndex" + Arrays.toString(starts);
  }
}
