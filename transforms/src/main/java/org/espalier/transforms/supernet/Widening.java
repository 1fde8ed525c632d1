package org.espalier.transforms.supernet;

import java.util.List;
import java.util.Set;
import org.espalier.models.numbers.Seeds;

/**
 * An operation's tensor for more channels: along every axis that grows, the new positions are
 * copies of old ones, drawn at random. Nothing is rescaled, so that the network's function changes.
 *
 * <p>What belongs together is copied together: a depthwise kernel shares the positions of the
 * inputs of the pointwise kernel that reads it, a normalization those of the outputs of its
 * convolution, a momentum all of its tensor's.
 *
 * <p>Randomness: each list of positions from (seed, name and axis of the tensor that it is drawn
 * for, new extent), so that every replica widens alike.
 *
 * <p>Source: Chen et al. 2021, DrNAS, ICLR, section 3.3, and {@code wider} in the authors' code of
 * the DARTS space; after Chen, Goodfellow, Shlens 2016, "Net2Net", ICLR, without its division by
 * the number of copies.
 */
final class Widening {

  private static final String MOMENTUM = "/momentum";
  private static final String KERNEL = "/kernel";
  private static final String POINTWISE = "/pointwise/kernel";
  private static final String DEPTHWISE = "/depthwise/kernel";
  private static final Set<String> NORMALIZATION = Set.of("scale", "offset", "mean", "variance");
  private static final int OUTPUTS = 3;

  private final String name;
  private final Set<String> tensors;
  private final long seed;

  /**
   * The widening of a tensor.
   *
   * @param tensors names of all tensors of the network
   */
  Widening(String tensor, Set<String> tensors, long seed) {
    this.name =
        tensor.endsWith(MOMENTUM)
            ? tensor.substring(0, tensor.length() - MOMENTUM.length())
            : tensor;
    this.tensors = tensors;
    this.seed = seed;
  }

  /**
   * The wider tensor.
   *
   * @param values row by row
   * @param from their shape
   * @param to the wanted shape, as long, no extent smaller
   */
  float[] of(float[] values, List<Integer> from, List<Integer> to) {
    var widened = values;
    var inner = 1;
    for (var axis = to.size() - 1; axis >= 0; axis--) {
      if (!from.get(axis).equals(to.get(axis))) {
        widened =
            along(widened, sources(axis, from.get(axis), to.get(axis)), from.get(axis), inner);
      }
      inner *= to.get(axis);
    }
    return widened;
  }

  /** Which old position each position is a copy of. */
  int[] sources(int axis, int from, int to) {
    var random =
        isNormalization()
            ? Seeds.random(seed, convolution().hashCode(), OUTPUTS, to)
            : Seeds.random(seed, reader().hashCode(), axis, to);
    var sources = new int[to];
    for (var i = 0; i < to; i++) {
      sources[i] = i < from ? i : random.nextInt(from);
    }
    return sources;
  }

  private boolean isNormalization() {
    return NORMALIZATION.contains(name.substring(name.lastIndexOf('/') + 1));
  }

  /** The kernel whose outputs a normalization sees. */
  private String convolution() {
    var block = name.substring(0, name.lastIndexOf('/'));
    return tensors.contains(block + POINTWISE) ? block + POINTWISE : block + KERNEL;
  }

  /** The pointwise kernel that reads a depthwise one; any other kernel itself. */
  private String reader() {
    return name.endsWith(DEPTHWISE)
        ? name.substring(0, name.length() - DEPTHWISE.length()) + POINTWISE
        : name;
  }

  private static float[] along(float[] values, int[] sources, int from, int inner) {
    var outer = values.length / (from * inner);
    var widened = new float[outer * sources.length * inner];
    for (var row = 0; row < outer; row++) {
      for (var i = 0; i < sources.length; i++) {
        System.arraycopy(
            values,
            (row * from + sources[i]) * inner,
            widened,
            (row * sources.length + i) * inner,
            inner);
      }
    }
    return widened;
  }
}
