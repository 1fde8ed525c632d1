package org.espalier.models.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Images read from shards as training reads them, a second: random parts, mirrored, shuffled. */
public final class ShardBenchmark {

  private static final int BATCH = 64;
  private static final int BUFFER = 1000;

  private final List<Path> shards;
  private final int passes;

  private ShardBenchmark(List<Path> shards, int passes) {
    this.shards = shards;
    this.passes = passes;
  }

  /**
   * A benchmark on the shards of a split, in batches of 64.
   *
   * @param passes epochs that are counted, at least 1, after one that is not
   * @throws IllegalArgumentException if there are none
   */
  public static ShardBenchmark of(Path folder, String split, int passes) {
    if (passes < 1) {
      throw new IllegalArgumentException("passes must be at least 1, was " + passes);
    }
    return new ShardBenchmark(ShardStream.shards(folder, split), passes);
  }

  /**
   * The median rate over the epochs.
   *
   * @param side height and width of the images made, in pixels
   * @param threads threads that decode, at least 1
   * @throws IllegalArgumentException if the shards hold less than a batch
   */
  public double imagesPerSecond(int side, int threads) {
    var settings =
        new ShardStream.Settings(Augmentation.training(side, true, null), BATCH, BUFFER, threads);
    var rates = new double[passes];
    for (int epoch = -1; epoch < passes; epoch++) {
      long start = System.nanoTime();
      long images = 0;
      try (var stream = ShardStream.open(shards, settings, 0, epoch + 1L)) {
        while (stream.hasNext()) {
          images += stream.next().size();
        }
      }
      if (images == 0) {
        throw new IllegalArgumentException(
            "the shards hold less than a batch of " + BATCH + " images: " + shards);
      }
      if (epoch >= 0) {
        rates[epoch] = images / ((System.nanoTime() - start) / 1e9);
      }
    }
    Arrays.sort(rates);
    return rates[passes / 2];
  }
}
