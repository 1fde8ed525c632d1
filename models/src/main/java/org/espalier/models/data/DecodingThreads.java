package org.espalier.models.data;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The threads of this process that decode images: as many as it has processors. */
final class DecodingThreads {

  private static final Executor THREADS =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          work -> {
            var thread = new Thread(work, "decode");
            thread.setDaemon(true);
            return thread;
          });

  private DecodingThreads() {}

  /** Does a piece of work for each number below the end; complete when all are done. */
  static CompletableFuture<Void> forEach(int end, IntConsumer work) {
    return CompletableFuture.allOf(
        IntStream.range(0, end)
            .mapToObj(number -> CompletableFuture.runAsync(() -> work.accept(number), THREADS))
            .toArray(CompletableFuture[]::new));
  }

  /** Waits; what went wrong in a thread is thrown here as it was there. */
  static void await(CompletableFuture<Void> work) {
    try {
      work.join();
    } catch (java.util.concurrent.CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }
}
