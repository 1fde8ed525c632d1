package org.espalier.models.data;

/** How pixels of one size become pixels of another; both average over what they shrink. */
public enum Resampling {
  /** The mean over the area that a pixel covers. */
  AREA {
    @Override
    double support() {
      return 0.5;
    }

    @Override
    double weight(double from, double to) {
      return Math.max(0, Math.min(to, 0.5) - Math.max(from, -0.5));
    }
  },
  /**
   * Keys' cubic with a = -0.5, widened where it shrinks.
   *
   * <p><b>Source:</b> Keys, Cubic convolution interpolation for digital image processing, 1981.
   */
  BICUBIC {
    @Override
    double support() {
      return 2;
    }

    @Override
    double weight(double from, double to) {
      double x = Math.abs((from + to) / 2);
      if (x < 1) {
        return (1.5 * x - 2.5) * x * x + 1;
      }
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }
  };

  /** Half the width of what a pixel is made from, in pixels of the coarser size. */
  abstract double support();

  /**
   * Weight of a source pixel, up to a factor.
   *
   * @param from its left edge, as a distance from the centre in pixels of the coarser size
   * @param to its right edge
   */
  abstract double weight(double from, double to);
}
