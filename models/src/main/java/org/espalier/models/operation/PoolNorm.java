package org.espalier.models.operation;

import java.util.Locale;
import org.espalier.models.layer.LayerBuilder;

/** What follows a pooling in a DARTS cell; published methods differ in it. */
public enum PoolNorm {
  /** Nothing: DARTS, PC-DARTS and CNAS when they train from scratch. */
  NONE,
  /** Batch normalization without scale and shift: DrNAS, and the search of DARTS and CNAS. */
  PLAIN,
  /** Batch normalization with scale and shift: SNAS. */
  AFFINE;

  /** Its name in configurations. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  <T> T after(LayerBuilder<T> b, String name, T pooled) {
    return this == NONE ? pooled : b.norm(name, pooled, this == AFFINE);
  }
}
