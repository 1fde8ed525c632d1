package org.espalier.models.graph;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * In what one pass through a network differs from another.
 *
 * @param statistics how batches are normalized
 * @param dropping what is dropped
 * @param trains whether it trains a network alone
 * @param averaged whether it reads moving averages of the weights in place of the weights
 * @param moments what batches are measured into and normalized by; null where they are not
 */
record PassSettings(
    Statistics statistics,
    Dropping dropping,
    boolean trains,
    boolean averaged,
    @Nullable BatchMoments moments) {

  /**
   * What a pass drops.
   *
   * @param path what drops the paths that the description names, or null for nothing
   * @param edge what drops outputs of the edges of a supernet, or null for nothing
   * @param features what drops inputs of the classifier, or null for nothing
   */
  record Dropping(@Nullable DropPath path, @Nullable DropPath edge, @Nullable Dropout features) {
    static final Dropping NOTHING = new Dropping(null, null, null);
  }

  /** A pass that drops nothing. */
  static PassSettings of(Statistics statistics) {
    return new PassSettings(statistics, Dropping.NOTHING, false, false, null);
  }

  /** The pass that trains a network alone. */
  static PassSettings training(Dropping dropping) {
    return new PassSettings(Statistics.BATCH_AND_TRACK, dropping, true, false, null);
  }

  /** The pass that trains a supernet. */
  static PassSettings trainingShared(Dropping dropping) {
    return new PassSettings(Statistics.BATCH, dropping, false, false, null);
  }

  /**
   * A pass by running statistics.
   *
   * @param averaged whether it reads moving averages of the weights
   */
  static PassSettings running(boolean averaged) {
    return new PassSettings(Statistics.RUNNING, Dropping.NOTHING, false, averaged, null);
  }

  /** A pass whose batches are measured into moments. */
  static PassSettings measuring(BatchMoments moments) {
    return new PassSettings(Statistics.MEASURED, Dropping.NOTHING, false, false, moments);
  }

  /** A pass normalized by moments that are given. */
  static PassSettings given(BatchMoments moments) {
    return new PassSettings(Statistics.GIVEN, Dropping.NOTHING, false, false, moments);
  }

  /** The moments of a pass that has some. */
  BatchMoments measuredMoments() {
    return Objects.requireNonNull(moments);
  }
}
