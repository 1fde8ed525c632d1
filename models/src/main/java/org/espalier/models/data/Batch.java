package org.espalier.models.data;

import java.nio.ByteBuffer;

/** Some images with their labels, in one order. A batch belongs to who asked for it. */
public final class Batch {

  private final ByteBuffer images;
  private final int[] labels;

  Batch(ByteBuffer images, int[] labels) {
    this.images = images;
    this.labels = labels;
  }

  /**
   * Images with their labels; neither is copied, so do not change them while the batch is used.
   *
   * @param images unsigned bytes of all images, from position to limit
   * @param labels class of each image
   */
  public static Batch of(ByteBuffer images, int[] labels) {
    return new Batch(images.slice(), labels);
  }

  /** The same from an array. */
  public static Batch of(byte[] images, int[] labels) {
    return of(ByteBuffer.wrap(images), labels);
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /**
   * The pixels, unsigned bytes {@code [batch, height, width, channel]} unless whoever made it says
   * otherwise: a view of its own, at position 0.
   */
  public ByteBuffer images() {
    return images.duplicate().rewind();
  }

  /** The classes, {@code [batch]}, each in {@code [0, classes)}; not a copy. */
  public int[] labels() {
    return labels;
  }
}
