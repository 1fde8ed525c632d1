package org.espalier.models.layer;

import java.util.Arrays;

/**
 * The tensors that layers have: their names, shapes and start values.
 *
 * <p>Source of the bounds: PyTorch's default, uniform in ±1/√(inputs of a unit).
 */
public final class LayerTensors {

  private LayerTensors() {}

  /** Kernel of a convolution, [kernel, kernel, in, out]. */
  public static Slice conv(String name, OptionPosition at, int kernel, int in, int out) {
    var bound = (float) (1 / Math.sqrt((double) kernel * kernel * in));
    return slice(name + "/kernel", Slice.Kind.KERNEL, at, bound, kernel, kernel, in, out);
  }

  /** Kernel of a depthwise convolution, [kernel, kernel, channels, 1]. */
  public static Slice depthwise(String name, OptionPosition at, int kernel, int channels) {
    return slice(name + "/kernel", Slice.Kind.KERNEL, at, 1f / kernel, kernel, kernel, channels, 1);
  }

  /** Matrix from the values of a kernel to those of another as large, [values, values]. */
  public static Slice kernelMatrix(String name, int values) {
    return slice(
        name + "/matrix", Slice.Kind.IDENTITY, OptionPosition.EVERYWHERE, 1, values, values);
  }

  /** Scale of a batch normalization, [channels]. */
  public static Slice scale(String name, OptionPosition at, int channels) {
    return slice(name + "/scale", Slice.Kind.NORMALIZATION, at, 1, channels);
  }

  /** Offset of a batch normalization, [channels]. */
  public static Slice offset(String name, OptionPosition at, int channels) {
    return slice(name + "/offset", Slice.Kind.NORMALIZATION, at, 0, channels);
  }

  /** Running mean of a batch normalization, [channels]. */
  public static Slice mean(String name, OptionPosition at, int channels) {
    return slice(name + "/mean", Slice.Kind.STATISTIC, at, 0, channels);
  }

  /** Running variance of a batch normalization, [channels]. */
  public static Slice variance(String name, OptionPosition at, int channels) {
    return slice(name + "/variance", Slice.Kind.STATISTIC, at, 1, channels);
  }

  /** Matrix of a linear layer, [in, out]. */
  public static Slice linear(String name, OptionPosition at, int in, int out) {
    return slice(name + "/kernel", Slice.Kind.KERNEL, at, (float) (1 / Math.sqrt(in)), in, out);
  }

  /** Bias of a linear layer, [out]. */
  public static Slice bias(String name, OptionPosition at, int in, int out) {
    return slice(name + "/bias", Slice.Kind.BIAS, at, (float) (1 / Math.sqrt(in)), out);
  }

  private static Slice slice(
      String name, Slice.Kind kind, OptionPosition at, float initial, int... shape) {
    var extents = Arrays.stream(shape).boxed().toList();
    return new Slice(name, kind, at.decision(), at.option(), initial, 0, extents);
  }
}
