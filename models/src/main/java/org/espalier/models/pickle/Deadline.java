package org.espalier.models.pickle;

/** When the reading of a pickle ends at the latest; looks at the clock now and then. */
final class Deadline {

  private static final int INSTRUCTIONS_A_LOOK = 1 << 12;
  private static final int PUTS_A_LOOK = 1 << 6;

  private final PickleInput in;
  private final int seconds;
  private final long end;
  private long instructions;
  private long puts;

  /** From now on. */
  Deadline(PickleInput in, int seconds) {
    this.in = in;
    this.seconds = seconds;
    this.end = System.nanoTime() + seconds * 1_000_000_000L;
  }

  /** Counts an instruction. */
  void instruction() {
    if (++instructions % INSTRUCTIONS_A_LOOK == 0) {
      check();
    }
  }

  /**
   * Counts an item that is put into a dictionary: one instruction puts as many as the file likes,
   * and keys can be made to collide.
   */
  void put() {
    if (++puts % PUTS_A_LOOK == 0) {
      check();
    }
  }

  private void check() {
    if (System.nanoTime() - end > 0) {
      throw in.refused("reading it takes longer than %d seconds".formatted(seconds));
    }
  }
}
