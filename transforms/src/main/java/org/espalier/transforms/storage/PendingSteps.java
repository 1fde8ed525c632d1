package org.espalier.transforms.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.espalier.transforms.files.SealedText;

/**
 * How many steps of a training candidate are taken, noted beside its pending trial every other
 * second, for whoever watches the search from elsewhere. No trial depends on it.
 */
public final class PendingSteps implements IntConsumer {

  private static final long PACE = Duration.ofSeconds(2).toNanos();

  private final String file;
  private final int all;
  private final LongSupplier nanoTime;
  private long noted;

  /**
   * Notes steps from now on, none first: there may be a note of an attempt that was broken off.
   *
   * @param file where
   * @param all steps that the candidate asks for, whose last is noted at once
   */
  PendingSteps(String file, int all, LongSupplier nanoTime) {
    this.file = file;
    this.all = all;
    this.nanoTime = nanoTime;
    this.noted = nanoTime.getAsLong();
    note(0);
  }

  @Override
  public void accept(int taken) {
    var now = nanoTime.getAsLong();
    if (now - noted < PACE && taken != all) {
      return;
    }
    noted = now;
    note(taken);
  }

  private void note(int taken) {
    try {
      SealedText.write(file, taken + "\n");
    } catch (IOException unwritable) {
      // The trial itself will say that nothing can be written here.
    }
  }
}
