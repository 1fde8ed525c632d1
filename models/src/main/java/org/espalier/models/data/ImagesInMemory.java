package org.espalier.models.data;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * Decoded images, held off the heap. They are trained on as they are; pixels and labels are not
 * copied.
 *
 * @param pixels {@code labels.length * shape.bytes()} bytes, from 0 on
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ImagesInMemory(
    ImageShape shape, Normalization normalization, ByteBuffer pixels, int[] labels)
    implements ImageSet {

  @Override
  public int size() {
    return labels.length;
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
