package org.espalier.models.layer;

/**
 * An operation that a search may choose, described once: whoever counts, builds or lists a network
 * reads the same {@link #apply}. A value whose {@code toString} tells all its settings.
 */
public interface Operation {

  /** Its name as an option of a decision, and in the names of its tensors. */
  String label();

  /**
   * Applies it.
   *
   * @param name prefix of the names of its tensors
   * @param x what it reads
   * @param channels channels of its output
   * @param stride 1, or 2 to halve height and width, rounded up
   */
  <T> T apply(LayerBuilder<T> b, String name, T x, int channels, int stride);

  /** Whether its output is zero, so that it adds nothing to a node. */
  default boolean isZero() {
    return false;
  }

  /**
   * Whether its output depends on what it reads alone: it has no tensors and no normalization, so
   * all edges that leave a node may share one output.
   */
  default boolean isShared() {
    return false;
  }
}
