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

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /**
   * The pixels, unsigned bytes {@code [batch, height, width, channel]}: a view of its own, at
   * position 0.
   */
  public ByteBuffer images() {
    return images.duplicate().rewind();
  }

  /** The classes, {@code [batch]}, each in {@code [0, classes)}; not a copy. */
  public int[] labels() {
    return labels;
  }
}
