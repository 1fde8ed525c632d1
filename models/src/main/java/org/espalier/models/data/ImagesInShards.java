package org.espalier.models.data;

import java.util.function.Supplier;

/**
 * Images that stay encoded in their shards until a batch wants them: in memory are the index and
 * the batches under way, however many images there are.
 */
record ImagesInShards(
    ShardIndex index,
    ImageShape shape,
    Normalization normalization,
    Augmentation training,
    Augmentation scoring)
    implements ImageSet {

  /** Of an image in the index: an offset, and where it lies. */
  private static final int INDEX_BYTES = 64;

  /**
   * A set of the images of an index.
   *
   * @param training what is done to an image that is trained on; its side is the images'
   */
  ImagesInShards(ShardIndex index, int classes, Normalization norm, Augmentation training) {
    this(
        index,
        ImageShape.square(training.side(), classes),
        norm,
        training,
        Augmentation.testing(training.side()));
  }

  @Override
  public int size() {
    return index.size();
  }

  @Override
  public int label(int image) {
    return index.label(image);
  }

  @Override
  public boolean augments() {
    return true;
  }

  @Override
  public Supplier<Batch> scoring(int[] indices) {
    return begin(indices, scoring, 0);
  }

  @Override
  public Supplier<Batch> training(int[] indices, long seed) {
    return begin(indices, training, seed);
  }

  @Override
  public long bytes() {
    return (long) INDEX_BYTES * index.size();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Supplier<Batch> begin(int[] indices, Augmentation how, long seed) {
    int bytes = shape.bytes();
    var pixels = new byte[Math.multiplyExact(indices.length, bytes)];
    var labels = new int[indices.length];
    var decoded =
        DecodingThreads.forEach(
            indices.length,
            place -> {
              labels[place] = index.label(indices[place]);
              var image = image(indices[place], how, Shuffle.derive(seed, place));
              System.arraycopy(image.pixels(), 0, pixels, place * bytes, bytes);
            });
    return () -> {
      DecodingThreads.await(decoded);
      return Batch.of(pixels, labels);
    };
  }

  private RgbImage image(int image, Augmentation how, long seed) {
    try {
      return how.apply(index.read(image), seed);
    } catch (BadImageException bad) {
      throw new IllegalArgumentException(index.place(image) + ' ' + bad.getMessage(), bad);
    }
  }
}
