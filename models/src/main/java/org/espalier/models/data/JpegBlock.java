package org.espalier.models.data;

import org.jspecify.annotations.Nullable;

/**
 * How a block of 8 by 8 pixels is coded in a scan.
 *
 * @param dc codes of the first coefficient
 * @param ac codes of the others
 * @param isSequential whether all coefficients follow; otherwise the first only
 * @param refines whether the scan adds a bit to coefficients that are there
 */
record JpegBlock(
    @Nullable JpegHuffman dc, @Nullable JpegHuffman ac, boolean isSequential, boolean refines) {

  private static final int COEFFICIENTS = 64;
  private static final int RUN_OF_ZEROS = 0xF0;

  /** Whether the tables that the scan names are there. */
  boolean hasTables() {
    return (refines || dc != null) && (!isSequential || ac != null);
  }

  /** Reads past a block. */
  void skip(JpegBits bits) {
    if (refines || dc == null) {
      bits.skip(1);
      return;
    }
    bits.skip(dc.next(bits) & 15);
    if (!isSequential || ac == null) {
      return;
    }
    for (int place = 1; place < COEFFICIENTS; place++) {
      int symbol = ac.next(bits);
      int size = symbol & 15;
      if (size == 0 && symbol != RUN_OF_ZEROS) {
        return;
      }
      bits.skip(size);
      place += symbol >> 4;
    }
  }
}
