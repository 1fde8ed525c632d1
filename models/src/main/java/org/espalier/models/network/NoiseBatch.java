package org.espalier.models.network;

import java.util.SplittableRandom;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.ImageSettings;

/** A batch of noise, for steps whose time counts and whose result does not. */
final class NoiseBatch {

  private NoiseBatch() {}

  /**
   * Pixels and labels drawn uniformly.
   *
   * @param size images, at least 1
   */
  static Batch of(ImageSettings images, int size, SplittableRandom random) {
    var bytes = new byte[size * images.bytes()];
    random.nextBytes(bytes);
    return Batch.of(bytes, random.ints(size, 0, images.classes()).toArray());
  }
}
