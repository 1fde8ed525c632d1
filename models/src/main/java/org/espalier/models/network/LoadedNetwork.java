package org.espalier.models.network;

/**
 * A network with weights that is ready to run: the state that all of them have. One caller at a
 * time.
 */
public sealed interface LoadedNetwork extends AutoCloseable
    permits StandaloneNetwork, Supernet, MixedSupernet {
  /** The program and its state. */
  RunningNetwork running();

  /** Order of the tensors in the flat state. */
  default Layout layout() {
    return running().layout();
  }

  /** A copy of the state: all tensors and their momenta, in the order of {@link #layout}. */
  default float[] state() {
    return running().state();
  }

  /**
   * Replaces the state.
   *
   * @throws IllegalArgumentException if it is not as long as the layout
   */
  default void assign(float[] state) {
    running().assign(state);
  }

  @Override
  default void close() {
    running().close();
  }
}
