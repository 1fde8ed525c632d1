package org.espalier.models.network;

import java.nio.ByteBuffer;

/** Images with their labels. Wraps what it is given: do not change it while a step is using it. */
public final class Batch {
  private final ByteBuffer images;
  private final int[] labels;

  private Batch(ByteBuffer images, int[] labels) {
    this.images = images;
    this.labels = labels;
  }

  /**
   * Images with their labels, from a buffer; a direct one is copied only once, into the device's
   * memory.
   *
   * @param images unsigned bytes of all images, in the layout of {@link ImageSettings}; from
   *     position to limit
   * @param labels class of each image, in [0, classes)
   */
  public static Batch of(ByteBuffer images, int[] labels) {
    return new Batch(images.slice(), labels);
  }

  /** The same from an array. */
  public static Batch of(byte[] images, int[] labels) {
    return of(ByteBuffer.wrap(images), labels);
  }

  ByteBuffer images() {
    return images.duplicate();
  }

  int[] labels() {
    return labels;
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  void check(ImageSettings settings) {
    long wanted = (long) size() * settings.bytes();
    if (size() == 0 || images.remaining() != wanted) {
      throw new IllegalArgumentException(
          "batch of %d labels needs at least one image and %d bytes, has %d"
              .formatted(size(), wanted, images.remaining()));
    }
    for (int label : labels) {
      // TensorFlow takes a label out of range for a class that no image has.
      if (label < 0 || label >= settings.classes()) {
        throw new IllegalArgumentException(
            "label must be in [0, %d), was %d".formatted(settings.classes(), label));
      }
    }
  }
}
