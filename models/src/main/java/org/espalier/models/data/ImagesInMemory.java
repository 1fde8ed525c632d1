package org.espalier.models.data;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** Decoded images, held off the heap. They are trained on as they are. */
final class ImagesInMemory implements ImageSet {

  private final ImageShape shape;
  private final Normalization normalization;
  private final ByteBuffer pixels;
  private final int[] labels;

  /**
   * A set of these pixels and labels, which are not copied.
   *
   * @param pixels {@code labels.length * shape.bytes()} bytes, from 0 on
   */
  ImagesInMemory(ImageShape shape, Normalization norm, ByteBuffer pixels, int[] labels) {
    this.shape = shape;
    this.normalization = norm;
    this.pixels = pixels;
    this.labels = labels;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public Normalization normalization() {
    return normalization;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public boolean augments() {
    return false;
  }

  @Override
  public Supplier<Batch> scoring(int[] indices) {
    return () -> copied(indices);
  }

  @Override
  public Supplier<Batch> training(int[] indices, long seed) {
    return scoring(indices);
  }

  @Override
  public long bytes() {
    return pixels.capacity() + (long) Integer.BYTES * labels.length;
  }

  private Batch copied(int[] indices) {
    int bytes = shape.bytes();
    var images = new byte[Math.multiplyExact(indices.length, bytes)];
    var batchLabels = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      batchLabels[i] = labels[indices[i]];
      pixels.get(indices[i] * bytes, images, i * bytes, bytes);
    }
    return Batch.of(images, batchLabels);
  }
}
