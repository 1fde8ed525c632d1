package org.espalier.models.layer;

import org.espalier.models.numbers.OptionIndex;

/**
 * A network, described once: a stem, layers and a head, with nodes wherever a search decides. It is
 * counted, trained, exported and listed by what {@link #logits} says. A value: its {@code toString}
 * tells all its settings, since exported programs are found again by it.
 */
public interface Network {

  /** Short name for folders and messages: letters, digits and dashes. */
  String name();

  /** What enters, and how many classes leave. */
  InputShape input();

  /** The decisions that its nodes ask for, each with its options. */
  OptionIndex options();

  /** Whether training may drop paths: whether {@link LayerBuilder#dropPath} is called. */
  default boolean dropsPaths() {
    return false;
  }

  /**
   * Whether its nodes choose what they read: a path then tells which tensors a step updates, which
   * belong to no single option.
   */
  default boolean choosesSources() {
    return false;
  }

  /**
   * Describes the network.
   *
   * @param images [batch, height, width, channels]
   */
  <T> Logits<T> logits(LayerBuilder<T> b, T images);
}
