package org.espalier.models.pickle;

import java.util.List;

/**
 * A tensor of a torch checkpoint, as its pickle describes it: a view of a storage. Nothing of it
 * has been checked.
 *
 * @param storage where its elements lie
 * @param offset elements of the storage before its first
 * @param shape extents, outermost first
 * @param strides elements between neighbours along each axis
 */
public record TorchTensor(TorchStorage storage, long offset, List<Long> shape, List<Long> strides) {

  /** Keeps copies. */
  public TorchTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
  }

  /**
   * A storage, by reference.
   *
   * @param type name of its class in torch, such as {@code FloatStorage}
   * @param key its name in the checkpoint
   * @param elements number of elements
   */
  public record TorchStorage(String type, String key, long elements) {}
}
