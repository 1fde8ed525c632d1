package org.espalier.transforms.images;

import org.espalier.models.data.Batches;
import org.espalier.models.data.ImageSet;

/** Some images of a set, in a fixed order. */
public final class ImageSubset {

  private final ImageSet images;
  private final int[] indices;

  /** The images of these indices. */
  public ImageSubset(ImageSet images, int[] indices) {
    this.images = images;
    this.indices = indices.clone();
  }

  /** The set that they are from. */
  public ImageSet images() {
    return images;
  }

  /** Batches of them; the seed orders each epoch. */
  public Batches batches(int size, long seed) {
    return Batches.of(images, indices, size, seed);
  }
}
