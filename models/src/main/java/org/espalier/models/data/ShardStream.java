package org.espalier.models.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One epoch of batches from shards: shards in an order of the epoch, records through a shuffle
 * buffer, images decoded and augmented by several threads. What a batch holds depends on the
 * settings, the seed and the epoch, not on the number of threads or their speed. In memory are the
 * buffer's encoded records and the batches under way, however large the shards are.
 *
 * <pre>{@code
 * var augmentation = Augmentation.training(224, true, null);
 * var settings = new ShardStream.Settings(augmentation, 256, 10_000, 2);
 * try (var epoch = ShardStream.open(ShardStream.shards(folder, "train"), settings, seed, 0)) {
 *   epoch.forEachRemaining(batch -> train(batch));
 * }
 * }</pre>
 */
public final class ShardStream implements Iterator<Batch>, AutoCloseable {

  private static final int BATCHES_AHEAD = 2;

  private final Settings settings;
  private final long seed;
  private final Deque<Path> left;
  private final List<byte[]> buffer = new ArrayList<>();
  private final SplittableRandom random;
  private final ExecutorService workers;
  private final Deque<Future<Decoded>> underWay = new ArrayDeque<>();
  private Optional<TfRecordReader> shard = Optional.empty();
  private long taken;

  /**
   * How batches are made.
   *
   * @param augmentation what is done to each image
   * @param batchSize images of a batch, at least 1; a last one that is not full is left out
   * @param shuffleBuffer records among which the next is drawn, at least 1, which shuffles nothing
   * @param threads threads that decode, at least 1
   */
  public record Settings(Augmentation augmentation, int batchSize, int shuffleBuffer, int threads) {
    /** Checks the ranges. */
    public Settings {
      if (batchSize < 1 || shuffleBuffer < 1 || threads < 1) {
        throw new IllegalArgumentException(
            "batchSize, shuffleBuffer and threads must be at least 1, were %d, %d, %d"
                .formatted(batchSize, shuffleBuffer, threads));
      }
    }
  }

  private record Decoded(RgbImage image, int label) {}

  private ShardStream(List<Path> shards, Settings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
    var places = new int[shards.size()];
    Arrays.setAll(places, i -> i);
    this.left = new ArrayDeque<>();
    for (int place : Shuffle.shuffled(places, seed)) {
      left.add(shards.get(place));
    }
    this.random = new SplittableRandom(Shuffle.derive(seed, -1));
    this.workers =
        Executors.newFixedThreadPool(
            settings.threads(),
            work -> {
              var thread = new Thread(work, "decode");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Opens an epoch.
   *
   * @param seed seed of the training
   * @param epoch epoch, from 0: each has an order and augmentations of its own
   */
  public static ShardStream open(List<Path> shards, Settings settings, long seed, long epoch) {
    return new ShardStream(shards, settings, Shuffle.derive(seed, epoch));
  }

  /**
   * The shards of a split, by name.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static List<Path> shards(Path folder, String split) {
    try (var files = Files.list(folder)) {
      var shards =
          files
              .filter(
                  file ->
                      String.valueOf(file.getFileName())
                          .matches(split + "-\\d+-of-\\d+\\.tfrecord"))
              .sorted()
              .toList();
      if (shards.isEmpty()) {
        throw new IllegalArgumentException(
            "there are no shards %s-*.tfrecord in %s".formatted(split, folder));
      }
      return shards;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public boolean hasNext() {
    int wanted = BATCHES_AHEAD * settings.batchSize();
    while (underWay.size() < wanted) {
      var record = draw();
      if (record.isEmpty()) {
        break;
      }
      long number = taken++;
      underWay.add(workers.submit(() -> decode(record.get(), number)));
    }
    return underWay.size() >= settings.batchSize();
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int side = settings.augmentation().side();
    int bytes = side * side * RgbImage.CHANNELS;
    var images = new byte[settings.batchSize() * bytes];
    var labels = new int[settings.batchSize()];
    for (int i = 0; i < labels.length; i++) {
      var decoded = await(underWay.remove());
      System.arraycopy(decoded.image().pixels(), 0, images, i * bytes, bytes);
      labels[i] = decoded.label();
    }
    return Batch.of(images, labels);
  }

  @Override
  public void close() {
    workers.shutdownNow();
    closeShard();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** Shards count labels from 1, networks from 0. */
  private Decoded decode(byte[] record, long number) throws BadImageException {
    var example = ImageExample.of(record);
    var image = settings.augmentation().apply(example, Shuffle.derive(seed, number));
    return new Decoded(image, example.label() - 1);
  }

  private static Decoded await(Future<Decoded> decoded) {
    try {
      return decoded.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while decoding", interrupted);
    } catch (ExecutionException failure) {
      var cause = failure.getCause() == null ? failure : failure.getCause();
      throw new IllegalArgumentException("an image of the shards " + cause.getMessage(), cause);
    }
  }

  /** A record drawn from the buffer, which is filled first. */
  private Optional<byte[]> draw() {
    while (buffer.size() < settings.shuffleBuffer()) {
      var record = read();
      if (record.isEmpty()) {
        break;
      }
      buffer.add(record.get());
    }
    if (buffer.isEmpty()) {
      return Optional.empty();
    }
    int place = random.nextInt(buffer.size());
    var last = buffer.remove(buffer.size() - 1);
    return Optional.of(place == buffer.size() ? last : buffer.set(place, last));
  }

  private Optional<byte[]> read() {
    try {
      while (true) {
        if (shard.isEmpty()) {
          var next = left.poll();
          if (next == null) {
            return Optional.empty();
          }
          var in = new BufferedInputStream(Files.newInputStream(next), 1 << 20);
          shard = Optional.of(new TfRecordReader(next.toString(), in));
        }
        var record = shard.get().next();
        if (record.isPresent()) {
          return record;
        }
        closeShard();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void closeShard() {
    try {
      if (shard.isPresent()) {
        shard.get().close();
      }
    } catch (IOException readAlready) {
      // Nothing is lost: the stream was only read.
    }
    shard = Optional.empty();
  }
}
