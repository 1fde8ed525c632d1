package org.espalier.dataprep.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How a fraction of a class becomes a number of images. */
public enum Rounding {
  /** Down: what the published subsets of ImageNet are understood to do. */
  FLOOR(RoundingMode.FLOOR),
  /** To the nearest, half up. */
  NEAREST(RoundingMode.HALF_UP),
  /** Up. */
  CEILING(RoundingMode.CEILING);

  private final RoundingMode mode;

  Rounding(RoundingMode mode) {
    this.mode = mode;
  }

  /** A fraction of a number of images; exact decimals, since 0.29 · 100 is not 29 in binary. */
  int of(BigDecimal fraction, int images) {
    return fraction.multiply(BigDecimal.valueOf(images)).setScale(0, mode).intValueExact();
  }
}
