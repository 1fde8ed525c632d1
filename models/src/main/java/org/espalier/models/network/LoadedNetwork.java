package org.espalier.models.network;

import org.espalier.models.layer.Layout;

/**
 * A network with weights that is ready to run: the state that all of them have. One caller at a
 * time.
 */
public sealed interface LoadedNetwork extends AutoCloseable permits Supernet, TrainedNetwork {

  /** The program and its state. */
  OpenNetwork network();

  /** Order of the tensors in the flat state. */
  default Layout layout() {
    return network().layout();
  }

  /** A fresh state, drawn from the seed as the settings have it start. */
  default float[] initial(long seed) {
    return network().initial(seed);
  }

  /**
   * A copy of the state: all tensors and their momenta, averages where they are kept, in the order
   * of {@link #layout}.
   */
  default float[] state() {
    return network().state();
  }

  /**
   * Replaces the state.
   *
   * @throws IllegalArgumentException if it is not as long as the layout
   */
  default void assign(float[] state) {
    network().assign(state);
  }

  @Override
  default void close() {
    network().close();
  }
}
