package org.espalier.transforms.images;

import java.util.List;

/**
 * Images with their classes, each as it is stored, in an order that is the same wherever they are
 * opened. Safe for use by several threads.
 */
public interface LabelledImages {

  /** Names of the classes, in the order of their numbers. */
  List<String> classes();

  /** Number of images. */
  int size();

  /**
   * Reads an image.
   *
   * @param index its number, from 0
   * @throws IllegalArgumentException naming it, where it cannot be decoded
   * @throws java.io.UncheckedIOException naming it, where it cannot be read
   */
  LabelledImage read(int index);
}
