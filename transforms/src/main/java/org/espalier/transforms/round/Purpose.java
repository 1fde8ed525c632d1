package org.espalier.transforms.round;

import org.espalier.models.numbers.Seeds;

/**
 * What a candidate is for. Identity and seed of a candidate derive from it, so that candidates of
 * the same round and index for different purposes never pass for one another.
 */
public enum Purpose {
  /** A round of the search. */
  SEARCH("search", 0),
  /** The check of what was found on images that no step of the search saw. */
  HELD_OUT("held-out", -1001),
  /** How well shared weights order architectures. */
  RANK("rank", -1002),
  /** Training from scratch. */
  RETRAIN("retrain", -1003),
  /** Evaluation of a trained network. */
  EVALUATE("evaluate", -1004);

  private final String label;

  /** Far from the streams of a round's steps, which are small and negative too. */
  private final long stream;

  Purpose(String label, long stream) {
    this.label = label;
    this.stream = stream;
  }

  /** Its name in records and folders. */
  public String label() {
    return label;
  }

  /**
   * The number that (seed, purpose, round, index) derive to. That of a search is derived from
   * (seed, round, index) alone, as it was before there were purposes: trials stay comparable.
   */
  long derive(long seed, int round, int index) {
    return this == SEARCH
        ? Seeds.derive(seed, round, index)
        : Seeds.derive(seed, stream, round, index);
  }
}
