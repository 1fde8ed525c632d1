package org.espalier.models.catalog;

/**
 * The released network of AutoSpace, {@code net_340M.config}, as an architecture of the space of
 * its own cells: three of its blocks have cells that the released space has not.
 */
final class AutoSpaceNet {
  /** A learned space with the network's cells, inverted residuals and blocks that are left out. */
  static final String SPACE =
      "autospace:mz:4o0.4o0.3rb5n3.4o0.4rb2bt.4o0.4v54o0.4o0.4v94w0.4w0.4w0";

  /** The 21 blocks after the fixed one. */
  static final String TEXT =
      "2-00-5-12-12,3x3_MBConv6,Zero,Zero,1-10-7-52-55,2-10-2-52-22,3x3_MBConv3,Zero,"
          + "2-00-5-52-55,1-00-2-55-25,2-00-5-12-12,Zero,2-00-7-52-25,2-00-5-12-12,Zero,Zero,"
          + "2-00-7-52-52,2-00-9-12-12,2-00-9-12-12,2-00-9-12-12,2-00-9-12-12";

  private AutoSpaceNet() {}
}
