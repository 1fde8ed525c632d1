package org.espalier.models.weights;

/**
 * How published code names the modules of its networks: one implementation a code base. A layer of
 * ours is what the names of its tensors have in common, such as {@code cell3/edge5/sep_conv_3x3}.
 */
interface PublishedNames {

  /** Whose code it is. */
  String code();

  /**
   * The module of a layer's convolution, or of a linear layer.
   *
   * @throws IllegalArgumentException if the code has no such layer
   */
  String convolution(String layer);

  /**
   * The module of a layer's batch normalization.
   *
   * @throws IllegalArgumentException if the code has no such layer
   */
  String normalization(String layer);

  /** Whether the code saves such a tensor that no network needs to infer. */
  boolean isSpare(String name);

  /** The refusal of a layer. */
  static IllegalArgumentException unknown(String code, String layer) {
    return new IllegalArgumentException("the code of %s has no layer %s".formatted(code, layer));
  }
}
