package org.espalier.models.layer;

/**
 * Which option of which decision a layer belongs to, if any.
 *
 * @param decision index of the decision, or -1 for a layer that every architecture has
 * @param option index of the option, or -1
 */
public record OptionPosition(int decision, int option) {

  /** Of a layer that every architecture has. */
  public static final OptionPosition EVERYWHERE = new OptionPosition(-1, -1);
}
