package org.espalier.transforms.evaluate;

import java.util.List;
import org.espalier.models.numbers.Seeds;

/**
 * An operation's tensor for more channels: along every axis that grows, the new positions are
 * copies of old ones, drawn at random. Nothing is rescaled, so that the network's function changes.
 * A momentum is widened like its tensor.
 *
 * <p>Randomness: each axis from (seed, the tensor's name, its new extent), so that every replica
 * widens alike.
 *
 * <p>Source: Chen et al. 2021, DrNAS, ICLR, section 3.3, after Chen, Goodfellow, Shlens 2016,
 * "Net2Net", ICLR, without its division by the number of copies.
 */
final class Widening {

  private static final String MOMENTUM = "/momentum";

  private final String name;
  private final long seed;

  Widening(String tensor, long seed) {
    this.name =
        tensor.endsWith(MOMENTUM)
            ? tensor.substring(0, tensor.length() - MOMENTUM.length())
            : tensor;
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
    var random = Seeds.random(seed, name.hashCode(), axis, to);
    var sources = new int[to];
    for (var i = 0; i < to; i++) {
      sources[i] = i < from ? i : random.nextInt(from);
    }
    return sources;
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
