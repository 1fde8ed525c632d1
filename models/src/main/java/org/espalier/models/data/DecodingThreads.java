package org.espalier.models.data;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The threads of this process that decode images: as many as it has processors. The common pool
 * would have one more, since its callers work too.
 */
public final class DecodingThreads {

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

  /**
   * What a piece of work makes of each number below the end, in their order. Not for work that asks
   * for these threads itself.
   */
  public static <T> List<T> map(int end, IntFunction<T> work) {
    var made =
        IntStream.range(0, end)
            .mapToObj(number -> CompletableFuture.supplyAsync(() -> work.apply(number), THREADS))
            .toList();
    await(CompletableFuture.allOf(made.toArray(CompletableFuture[]::new)));
    return made.stream().map(CompletableFuture::join).toList();
  }

  /** Waits; what went wrong in a thread is thrown here as it was there. */
  static void await(CompletableFuture<Void> work) {
    try {
      work.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }
}
