package org.espalier.models.layer;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.numbers.Settings;

/** How the weights of a network start, by name. */
public enum Initialization {
  /** Kernels and biases uniform in ±1/√(inputs of a unit), scales 1, offsets 0. */
  PYTORCH("pytorch"),
  /**
   * Kernels of convolutions normal with variance 2/(k²·outputs), depthwise ones too and without
   * division by their groups; linear layers uniform in ±1/√inputs, their biases 0. ProxylessNAS's
   * {@code he_fout}.
   */
  HE_FAN_OUT("he-fan-out"),
  /**
   * The stem normal with deviation 0.01, other convolutions with deviation 1/(inputs a group),
   * which is 1 for depthwise ones; linear layers with 0.01, their biases 0; offsets 1e-4.
   * ShuffleNetV2's, which DSNAS uses.
   */
  SHUFFLENET("shufflenet");

  private static final double SMALL = 0.01;
  private static final float OFFSET = 1e-4f;

  private final String label;

  Initialization(String label) {
    this.label = label;
  }

  /** Its name in configurations. */
  public String label() {
    return label;
  }

  /**
   * The scheme of this name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static Initialization named(String label) {
    return Settings.named("initialization", label, values(), Initialization::label);
  }

  /**
   * Writes the start values of a tensor into the state.
   *
   * <p>Randomness: from (seed, the tensor's name).
   */
  void fill(float[] state, Slice slice, long seed) {
    var random = Seeds.named(seed, slice.name());
    switch (slice.kind()) {
      case IDENTITY -> identity(state, slice);
      case KERNEL -> kernel(state, slice, random);
      case BIAS -> {
        if (this == PYTORCH) {
          uniform(state, slice, random);
        }
      }
      case NORMALIZATION ->
          constant(state, slice, this == SHUFFLENET && slice.isOffset() ? OFFSET : slice.initial());
      case STATISTIC, MOMENTUM -> constant(state, slice, slice.initial());
      // Filled from the tensor that is averaged.
      case AVERAGE -> {}
    }
  }

  /////////////////////////////////////////////////////////////////////////////

  private void kernel(float[] state, Slice slice, RandomGenerator random) {
    boolean linear = slice.shape().size() == 2;
    if (this == PYTORCH || (this == HE_FAN_OUT && linear)) {
      uniform(state, slice, random);
      return;
    }
    double deviation = linear ? SMALL : deviation(slice);
    for (int i = slice.offset(); i < slice.end(); i++) {
      state[i] = (float) (random.nextGaussian() * deviation);
    }
  }

  /** Of a convolution's kernel, [k, k, in, out], or of a depthwise one, [k, k, channels, 1]. */
  private double deviation(Slice slice) {
    int in = slice.shape().get(2);
    int out = slice.shape().get(3);
    boolean depthwise = out == 1 && in > 1;
    if (this == SHUFFLENET) {
      return slice.name().startsWith("stem/") ? SMALL : depthwise ? 1 : 1.0 / in;
    }
    double units = (double) slice.shape().get(0) * slice.shape().get(1) * (depthwise ? in : out);
    return Math.sqrt(2 / units);
  }

  private static void identity(float[] state, Slice slice) {
    for (int row = 0; row < slice.shape().get(0); row++) {
      state[slice.offset() + row * (slice.shape().get(1) + 1)] = slice.initial();
    }
  }

  private static void uniform(float[] state, Slice slice, RandomGenerator random) {
    for (int i = slice.offset(); i < slice.end(); i++) {
      state[i] = (float) ((2 * random.nextDouble() - 1) * slice.initial());
    }
  }

  private static void constant(float[] state, Slice slice, float value) {
    Arrays.fill(state, slice.offset(), slice.end(), value);
  }
}
