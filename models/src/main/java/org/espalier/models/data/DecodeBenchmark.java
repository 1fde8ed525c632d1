package org.espalier.models.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Images decoded and resized a second, from memory. */
public final class DecodeBenchmark {

  private static final int MOST_IMAGES = 600;

  private final List<byte[]> files;
  private final int passes;

  private DecodeBenchmark(List<byte[]> files, int passes) {
    this.files = files;
    this.passes = passes;
  }

  /**
   * A benchmark on the images below a folder.
   *
   * @param passes passes that are counted, at least 1
   * @throws IllegalArgumentException if there are none
   */
  public static DecodeBenchmark of(Path folder, int passes) throws IOException {
    if (passes < 1) {
      throw new IllegalArgumentException("passes must be at least 1, was " + passes);
    }
    var files = new ArrayList<byte[]>();
    try (var paths = Files.walk(folder)) {
      for (var path :
          paths
              .filter(p -> p.toString().matches("(?i).*\\.jpe?g"))
              .filter(Files::isRegularFile)
              .sorted()
              .limit(MOST_IMAGES)
              .toList()) {
        files.add(Files.readAllBytes(path));
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("there are no .JPEG files below " + folder);
    }
    return new DecodeBenchmark(files, passes);
  }

  /** Images that are used. */
  public int size() {
    return files.size();
  }

  /** The median rate over the passes, by so many threads. */
  public double imagesPerSecond(Resizing resizing, int threads) throws InterruptedException {
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var rates = new double[passes];
      pass(resizing, threads, pool::invokeAll);
      for (int i = 0; i < passes; i++) {
        var start = System.nanoTime();
        pass(resizing, threads, pool::invokeAll);
        rates[i] = files.size() / ((System.nanoTime() - start) / 1e9);
      }
      Arrays.sort(rates);
      return rates[passes / 2];
    } finally {
      pool.shutdown();
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private interface Pool {
    List<Future<Integer>> run(List<Callable<Integer>> work) throws InterruptedException;
  }

  private void pass(Resizing resizing, int threads, Pool pool) throws InterruptedException {
    var work = new ArrayList<Callable<Integer>>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      work.add(() -> share(resizing, first, threads));
    }
    for (var done : pool.run(work)) {
      try {
        done.get();
      } catch (ExecutionException failure) {
        throw new IllegalArgumentException("an image cannot be decoded", failure.getCause());
      }
    }
  }

  private int share(Resizing resizing, int first, int step) throws BadImageException {
    int pixels = 0;
    for (int i = first; i < files.size(); i += step) {
      pixels += resizing.apply(ImageCodec.ofProcess().decode(files.get(i))).width();
    }
    return pixels;
  }
}
