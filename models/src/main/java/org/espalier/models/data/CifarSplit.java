package org.espalier.models.data;

/** Which files of a data set. */
public enum CifarSplit {
  /** The training images. */
  TRAIN,
  /** The test images, on which nothing is selected. */
  TEST
}
