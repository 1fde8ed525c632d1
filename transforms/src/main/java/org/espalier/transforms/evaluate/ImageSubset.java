package org.espalier.transforms.evaluate;

import org.espalier.models.data.Batches;
import org.espalier.models.data.ImageSet;

/** Some images of a set, in a fixed order. */
final class ImageSubset {

  private final ImageSet images;
  private final int[] indices;

  ImageSubset(ImageSet images, int[] indices) {
    this.images = images;
    this.indices = indices.clone();
  }

  ImageSet images() {
    return images;
  }

  Batches batches(int size, long seed) {
    return Batches.of(images, indices, size, seed);
  }
}
