package org.espalier.transforms.images;

import java.util.List;
import org.espalier.models.data.RgbImage;

/**
 * Images with their classes, each as it is stored, in an order that is the same wherever they are
 * opened. Safe for use by several threads.
 */
public interface LabelledImages {

  /** Names of the classes, in the order of their numbers. */
  List<String> classes();

  /** Number of images. */
  int size();

  /** Name of an image, below the folder of all. */
  String path(int image);

  /** Number of an image's class, from 0. */
  int classOf(int image);

  /**
   * An image.
   *
   * @throws IllegalArgumentException naming it, where it cannot be decoded
   * @throws java.io.UncheckedIOException naming it, where it cannot be read
   */
  RgbImage image(int image);
}
