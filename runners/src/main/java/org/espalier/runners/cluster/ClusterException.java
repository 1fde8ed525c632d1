package org.espalier.runners.cluster;

import org.jspecify.annotations.Nullable;

/** A Flink cluster that does not answer, does not come up, or refuses what it is asked. */
public final class ClusterException extends RuntimeException {
  /** With what is wrong, and what to do. */
  public ClusterException(String message) {
    super(message);
  }

  /** The same, with what it followed from. */
  public ClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
