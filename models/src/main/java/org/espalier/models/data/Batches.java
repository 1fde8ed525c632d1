package org.espalier.models.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Batches of some images of a set. Which images a step sees, and how they are cut, depends on the
 * seed and the step only, so that work can be repeated, resumed and divided. While a step's batch
 * is used, that of the next is made. Safe for use by several threads.
 */
public final class Batches {

  /** Keeps the seeds of steps apart from those of epochs, which count from 0. */
  private static final long STEPS = -1;

  private final ImageSet images;
  private final int[] indices;
  private final int batchSize;
  private final long seed;
  private volatile @Nullable Epoch latest;
  private volatile @Nullable Begun next;

  private Batches(ImageSet images, int[] indices, int batchSize, long seed) {
    if (batchSize < 1 || batchSize > indices.length) {
      throw new IllegalArgumentException(
          "batchSize must be in [1, %d], the number of images, was %d"
              .formatted(indices.length, batchSize));
    }
    this.images = images;
    this.indices = indices;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  /**
   * Batches of the images with these indices.
   *
   * @param batchSize images a batch, in {@code [1, indices.length]}
   * @param seed seed of the order of each epoch
   */
  public static Batches of(ImageSet images, int[] indices, int batchSize, long seed) {
    return new Batches(images, indices.clone(), batchSize, seed);
  }

  /**
   * Batches of every {@code shards}-th image, from the {@code shard}-th on. The shards have no
   * image in common and together all of them; the only shard of one is the whole.
   */
  public Batches shard(int shard, int shards) {
    Objects.checkIndex(shard, shards);
    var part =
        IntStream.range(0, indices.length)
            .filter(place -> place % shards == shard)
            .map(place -> indices[place])
            .toArray();
    return new Batches(images, part, batchSize, shards == 1 ? seed : Shuffle.derive(seed, shard));
  }

  /** The set that the images are from. */
  public ImageSet images() {
    return images;
  }

  /** Images a batch. */
  public int batchSize() {
    return batchSize;
  }

  /** Batches an epoch; images left over at its end are passed by until the next. */
  public int perEpoch() {
    return indices.length / batchSize;
  }

  /**
   * Indices of the images of a step, {@code [batchSize]}. Each epoch has an order of its own.
   *
   * @param step step since the start of the training, at least 0
   */
  public int[] indices(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step must be at least 0, was " + step);
    }
    var order = order(step / perEpoch());
    int first = (int) (step % perEpoch()) * batchSize;
    return Arrays.copyOfRange(order, first, first + batchSize);
  }

  /** The images of a step, as they are trained on. */
  public Batch batch(long step) {
    var ahead = next;
    var batch = (ahead != null && ahead.step == step ? ahead : begin(step)).batch.get();
    next = begin(step + 1);
    return batch;
  }

  /** The images of a step, as they are scored: of whole photographs the middle. */
  public Batch scoringBatch(long step) {
    return images.scoring(indices(step)).get();
  }

  /** Uses all images once, as they are scored, in the batches of {@link #once}. */
  public void forEachOnce(Consumer<Batch> use) {
    var left = once().iterator();
    var begun = images.scoring(left.next());
    while (left.hasNext()) {
      var batch = begun.get();
      begun = images.scoring(left.next());
      use.accept(batch);
    }
    use.accept(begun.get());
  }

  /** Indices of all images once, unshuffled, in batches of which the last may be smaller. */
  public List<int[]> once() {
    return IntStream.iterate(0, first -> first < indices.length, first -> first + batchSize)
        .mapToObj(
            first ->
                Arrays.copyOfRange(indices, first, Math.min(first + batchSize, indices.length)))
        .toList();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** The order of an epoch, kept because steps mostly follow one another. */
  private int[] order(long epoch) {
    var kept = latest;
    if (kept == null || kept.number != epoch) {
      kept = new Epoch(epoch, Shuffle.shuffled(indices, Shuffle.derive(seed, epoch)));
      latest = kept;
    }
    return kept.order;
  }

  private Begun begin(long step) {
    var own = Shuffle.derive(Shuffle.derive(seed, STEPS), step);
    return new Begun(step, images.training(indices(step), own));
  }

  private record Begun(long step, Supplier<Batch> batch) {}

  private static final class Epoch {
    private final long number;
    private final int[] order;

    Epoch(long number, int[] order) {
      this.number = number;
      this.order = order;
    }
  }
}
