package org.espalier.models.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.espalier.models.pickle.PickleLimits;
import org.espalier.models.pickle.TorchTensor.TorchStorage;

/** A torch checkpoint as it lies in its file: a pickle, and the storages that it refers to. */
interface Storages extends AutoCloseable {

  /** Far above the pickle of any network: what is above is made to do harm. */
  PickleLimits LIMITS = new PickleLimits(1L << 26, 2_000_000, 24, 100, 60);

  /** What was saved. */
  Object saved();

  /**
   * Checks that a storage is there, with all its elements.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  void check(TorchStorage storage, TensorType type);

  /**
   * Bytes of a storage, little-endian.
   *
   * @param from first byte, at least 0
   * @param length bytes, within the storage
   */
  ByteBuffer read(TorchStorage storage, long from, int length) throws IOException;

  @Override
  void close();
}
