package org.espalier.models.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Images read from shards, a second, as searches and trainings read them: random parts, mirrored,
 * shuffled, in batches of 64, decoded by a thread for each processor.
 */
public final class ShardBenchmark {

  private static final int BATCH = 64;

  private final Path folder;
  private final List<Path> shards;
  private final int passes;

  private ShardBenchmark(Path folder, List<Path> shards, int passes) {
    this.folder = folder;
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
    return new ShardBenchmark(folder, shards(folder, split), passes);
  }

  /**
   * The median rate over the epochs.
   *
   * @param side height and width of the images made, in pixels
   * @throws IOException naming the record that is damaged
   * @throws IllegalArgumentException if the shards hold less than a batch
   */
  public double imagesPerSecond(int side) throws IOException {
    var entries = entries();
    int classes = entries.stream().mapToInt(ShardEntry::label).max().orElse(0) + 1;
    var training = Augmentation.training(side, true, null);
    var images = ImageSets.encoded(folder, entries, classes, Normalization.IMAGENET, training);
    var all = IntStream.range(0, images.size()).toArray();
    var batches = Batches.of(images, all, Math.min(BATCH, all.length), 0);
    return median(epoch -> read(batches, epoch));
  }

  private static long read(Batches batches, long epoch) {
    long images = 0;
    for (int batch = 0; batch < batches.perEpoch(); batch++) {
      images += batches.batch(epoch * batches.perEpoch() + batch).size();
    }
    return images;
  }

  private static List<Path> shards(Path folder, String split) {
    var name = Pattern.compile(Pattern.quote(split) + "-\\d+-of-\\d+\\.tfrecord");
    try (var files = Files.list(folder)) {
      var shards =
          files
              .filter(file -> name.matcher(String.valueOf(file.getFileName())).matches())
              .sorted()
              .toList();
      if (shards.isEmpty()) {
        throw new IllegalArgumentException(
            "there are no shards %s-*.tfrecord in %s".formatted(split, folder));
      }
      return shards;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot list " + folder, unreadable);
    }
  }

  private List<ShardEntry> entries() throws IOException {
    var entries = new ArrayList<ShardEntry>();
    for (var shard : shards) {
      var name = folder.relativize(shard).toString();
      try (var reader = new TfRecordReader(name, Files.newInputStream(shard))) {
        int record = 0;
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          entries.add(new ShardEntry(name, record++, ImageExample.of(next.get()).label() - 1));
        }
      }
    }
    return entries;
  }

  /** Of epochs that return how many images they read. */
  private double median(LongUnaryOperator read) {
    var rates = new double[passes];
    for (int epoch = -1; epoch < passes; epoch++) {
      long start = System.nanoTime();
      long images = read.applyAsLong(epoch + 1L);
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
