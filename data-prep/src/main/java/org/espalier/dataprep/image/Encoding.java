package org.espalier.dataprep.image;

/** How images are stored. */
public enum Encoding {
  /** The source's bytes as they are. */
  KEEP,
  /** JPEG at the quality of the recipe. */
  JPEG,
  /** PNG: larger, and every pixel kept. */
  PNG,
  /** RGB bytes, {@code [height, width, 3]}: largest, and nothing to decode. */
  RAW
}
