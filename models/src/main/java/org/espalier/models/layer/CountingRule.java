package org.espalier.models.layer;

import java.util.Arrays;
import java.util.List;

/** What counts as a multiply-add. Published figures follow one of these without saying which. */
public enum CountingRule {
  /** Convolutions only. */
  CONV("conv"),
  /** Convolutions and fully connected layers. */
  CONV_FC("conv+fc"),
  /**
   * As {@link #CONV_FC}, and 2 an element of batch normalization and 1 an element of an activation.
   */
  PROFILER("profiler");

  private final String label;

  CountingRule(String label) {
    this.label = label;
  }

  /** The rule's name as tables and configurations write it. */
  public String label() {
    return label;
  }

  /**
   * The rule with a label.
   *
   * @throws IllegalArgumentException naming the label and those that exist
   */
  public static CountingRule labelled(String label) {
    for (var rule : values()) {
      if (rule.label.equals(label)) {
        return rule;
      }
    }
    throw new IllegalArgumentException(
        "unknown counting rule '" + label + "': it must be one of " + labels());
  }

  private static List<String> labels() {
    return Arrays.stream(values()).map(CountingRule::label).toList();
  }
}
