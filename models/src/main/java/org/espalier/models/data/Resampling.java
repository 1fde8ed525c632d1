package org.espalier.models.data;

/** How pixels of one size become pixels of another; all average over what they shrink. */
public enum Resampling {
  /** The mean over the area that a pixel covers: the fastest. */
  AREA,
  /**
   * A triangle, widened where it shrinks, bit for bit as Pillow's {@code resize(size, BILINEAR)}:
   * published networks are evaluated on images that were resized so.
   */
  BILINEAR,
  /**
   * Keys' cubic with a = -0.5, widened where it shrinks, bit for bit as Pillow's {@code
   * resize(size, BICUBIC)}.
   *
   * <p><b>Source:</b> Keys, Cubic convolution interpolation for digital image processing, 1981.
   */
  BICUBIC
}
