package org.espalier.models.numbers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;

/** Which options of each decision exist. Every decision keeps at least one. */
public final class OptionMask {

  private final OptionIndex index;
  private final BitSet present;

  private OptionMask(OptionIndex index, BitSet present) {
    this.index = index;
    this.present = present;
    for (var decision = 0; decision < index.decisions(); decision++) {
      if (count(decision) == 0) {
        throw new IllegalArgumentException(
            "every option of decision " + decision + " is masked: keep at least one");
      }
    }
  }

  /** All options. */
  public static OptionMask all(OptionIndex index) {
    return where(index, position -> true);
  }

  /** The options at the positions that satisfy a condition. */
  public static OptionMask where(OptionIndex index, IntPredicate exists) {
    var present = new BitSet(index.size());
    for (var position = 0; position < index.size(); position++) {
      present.set(position, exists.test(position));
    }
    return new OptionMask(index, present);
  }

  /**
   * The options that flags name, as records store them.
   *
   * @param flags whether the option at each position exists; empty for all
   * @throws IllegalArgumentException where the length is another, or a decision keeps no option
   */
  public static OptionMask of(OptionIndex index, List<Boolean> flags) {
    if (flags.isEmpty()) {
      return all(index);
    }
    if (flags.size() != index.size()) {
      throw new IllegalArgumentException(
          "a mask of this space must have %d flags, has %d".formatted(index.size(), flags.size()));
    }
    return where(index, flags::get);
  }

  /** The same as flags: one a position, or none where all options exist. */
  public List<Boolean> toList() {
    if (present.cardinality() == index.size()) {
      return List.of();
    }
    var flags = new ArrayList<Boolean>(index.size());
    for (var position = 0; position < index.size(); position++) {
      flags.add(present.get(position));
    }
    return flags;
  }

  /** Where the options lie. */
  public OptionIndex index() {
    return index;
  }

  /** Whether the option at a position exists. */
  public boolean has(int position) {
    return present.get(Objects.checkIndex(position, index.size()));
  }

  /** Whether an option of a decision exists. */
  public boolean has(int decision, int option) {
    return present.get(index.at(decision, option));
  }

  /** Options of a decision that exist. */
  public int count(int decision) {
    return present.get(index.start(decision), index.end(decision)).cardinality();
  }

  /**
   * The option of a decision with the largest value, the first of equals.
   *
   * @param values one a position
   */
  public int best(int decision, double[] values) {
    var start = index.start(decision);
    var best = -1;
    for (var position = start; position < index.end(decision); position++) {
      if (present.get(position) && (best < 0 || values[position] > values[start + best])) {
        best = position - start;
      }
    }
    return best;
  }

  /** Ones where options exist, zeros elsewhere. */
  public float[] floats() {
    var values = new float[index.size()];
    present.stream().forEach(position -> values[position] = 1);
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OptionMask mask
        && index.equals(mask.index)
        && present.equals(mask.present);
  }

  @Override
  public int hashCode() {
    return Arrays.asList(index, present).hashCode();
  }

  @Override
  public String toString() {
    return "OptionMask" + present;
  }
}
