package org.espalier.transforms.supernet;

import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Tells whoever waits for a training candidate how many of its steps are taken. The listener hears
 * of steps in its own thread, which waits for the candidate and has nothing else to do.
 */
public final class TrainingProgress {

  private static final ThreadLocal<IntConsumer> LISTENER = new ThreadLocal<>();

  private TrainingProgress() {}

  /** Does work, of which the listener hears the number of steps taken so far. */
  public static <T> T heard(IntConsumer listener, Supplier<T> work) {
    LISTENER.set(listener);
    try {
      return work.get();
    } finally {
      LISTENER.remove();
    }
  }

  /**
   * Says how many steps are taken.
   *
   * @throws CancellationException if the thread is interrupted, because its worker is taken down
   */
  static void taken(int steps) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted after step " + steps);
    }
    var listener = LISTENER.get();
    if (listener != null) {
      listener.accept(steps);
    }
  }
}
