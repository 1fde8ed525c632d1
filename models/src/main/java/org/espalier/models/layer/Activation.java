package org.espalier.models.layer;

/** Activations, element by element. */
public enum Activation {
  /** The positive part. */
  RELU,
  /** The positive part, at most 6. */
  RELU6,
  /** x · relu6(x + 3) / 6: h-swish of MobileNetV3. */
  HARD_SWISH,
  /** relu6(x + 3) / 6: h-sigmoid of MobileNetV3. */
  HARD_SIGMOID
}
