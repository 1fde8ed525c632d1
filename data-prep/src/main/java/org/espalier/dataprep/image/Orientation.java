package org.espalier.dataprep.image;

/** What is done about the orientation that a photograph's EXIF data state. */
public enum Orientation {
  /** Nothing, and it is lost where images are stored anew: what torchvision's folders do. */
  IGNORE,
  /** Pixels stay where they are, and images that are stored anew state it, too. */
  KEEP,
  /** Pixels are turned upright. */
  APPLY
}
