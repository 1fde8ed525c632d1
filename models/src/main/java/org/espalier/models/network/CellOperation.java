package org.espalier.models.network;

import java.util.List;
import java.util.Locale;

/** The operations of a NAS-Bench-201 edge; the benchmark's own index of each. */
enum CellOperation {
  NONE(0),
  SKIP_CONNECT(1),
  NOR_CONV_1X1(2),
  NOR_CONV_3X3(3),
  AVG_POOL_3X3(4);

  /** By index. */
  static final List<CellOperation> ALL = List.of(values());

  static final int COUNT = ALL.size();

  private final int index;

  CellOperation(int index) {
    this.index = index;
  }

  int index() {
    return index;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
