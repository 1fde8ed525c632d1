package org.espalier.dataprep.image;

/** The form of a prepared data set. */
public enum Output {
  /** A folder a split, a folder a class, a file an image. */
  FOLDER,
  /** Shards of TFRecords. */
  TFRECORD
}
