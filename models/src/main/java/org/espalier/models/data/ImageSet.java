package org.espalier.models.data;

import java.util.function.Supplier;

/**
 * Labelled images that come out in one size, from memory or from shards. Safe for use by several
 * threads; the same call gives the same bytes, whenever and wherever it is made.
 *
 * <p>Pixels are unsigned bytes, {@code [image, height, width, channel]}.
 */
public sealed interface ImageSet permits ImagesInMemory, ImagesInShards {

  /** Number of images. */
  int size();

  /** What they share. */
  ImageShape shape();

  /** How the images are to be normalized. */
  Normalization normalization();

  /** The class of an image, in {@code [0, classes)}. */
  int label(int index);

  /**
   * Whether {@link #training} cuts and mirrors images itself: what trains on them then must not do
   * it once more.
   */
  boolean augments();

  /**
   * Begins to make a batch of the images with these indices, in this order, as they are scored; the
   * supplier waits for it.
   *
   * @throws IllegalArgumentException by the supplier, naming the image that cannot be decoded
   * @throws java.io.UncheckedIOException by the supplier, naming file and record
   */
  Supplier<Batch> scoring(int[] indices);

  /**
   * The same as they are trained on.
   *
   * @param seed seed of all that is random about the batch; each place in it has a stream of its
   *     own
   */
  Supplier<Batch> training(int[] indices, long seed);

  /** Bytes of memory that the set holds, about. */
  long bytes();

  /** The images with these indices, in this order, as they are scored. */
  default Batch batch(int[] indices) {
    return scoring(indices).get();
  }

  /** Height of an image in pixels. */
  default int height() {
    return shape().height();
  }

  /** Width of an image in pixels. */
  default int width() {
    return shape().width();
  }

  /** Number of classes. */
  default int classes() {
    return shape().classes();
  }

  /** Bytes of an image. */
  default int imageBytes() {
    return shape().bytes();
  }
}
