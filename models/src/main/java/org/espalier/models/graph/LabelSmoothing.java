package org.espalier.models.graph;

import org.espalier.models.numbers.Settings;

/** The two published ways to give ε of a label's weight away. */
public enum LabelSmoothing {
  /**
   * To all classes alike, the label's own among them: (1 − ε)·one-hot + ε/classes. Szegedy et al.
   * 2016, arXiv:1512.00567; DrNAS, DSNAS and ProxylessNAS.
   */
  UNIFORM("uniform"),
  /** To the other classes: 1 − ε for the label, ε/(classes − 1) for each other. CNAS. */
  OTHERS("others");

  private final String label;

  LabelSmoothing(String label) {
    this.label = label;
  }

  /** Its name in configurations. */
  public String label() {
    return label;
  }

  /**
   * The way of this name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static LabelSmoothing named(String label) {
    return Settings.named("smoothingTo", label, values(), LabelSmoothing::label);
  }

  /** Weight of the label's own class. */
  float own(float epsilon, int classes) {
    return this == UNIFORM ? 1 - epsilon + epsilon / classes : 1 - epsilon;
  }

  /** Weight of each other class. */
  float other(float epsilon, int classes) {
    return this == UNIFORM ? epsilon / classes : epsilon / (classes - 1);
  }
}
