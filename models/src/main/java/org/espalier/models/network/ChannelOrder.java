package org.espalier.models.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.models.layer.ChannelCount;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Slice;
import org.espalier.models.operation.SqueezeExcitation;

/**
 * The order of the middle channels of layers that share tensors, by importance: the sum of what the
 * projection makes of a channel, in absolute values; inside squeeze-and-excitation, of what the
 * second convolution does. Sorted, the first channels are those that a smaller expansion should
 * keep. A permutation of channels changes nothing of what the largest expansion computes.
 *
 * <p>Source: Cai et al. 2020, Once-for-All, arXiv:1908.09791, and its authors' code ({@code
 * re_organize_middle_weights}), by which channels that an expansion already used keeps apart stay
 * apart.
 */
final class ChannelOrder {

  private static final String MATRIX = "/depthwise/\\d+to\\d+/matrix$";
  private static final String MOMENTUM = "/momentum";

  private final Layout layout;
  private final List<Integer> expansions;
  private final Map<String, Slice> slices = new HashMap<>();

  /**
   * The order in a network.
   *
   * @param expansions expansions used so far
   * @throws IllegalArgumentException if it has no layers that share tensors
   */
  ChannelOrder(Layout layout, List<Integer> expansions) {
    this.layout = layout;
    this.expansions = List.copyOf(expansions);
    layout.slices().forEach(slice -> slices.put(slice.name(), slice));
    if (layers().isEmpty()) {
      throw new IllegalArgumentException(
          "channels are sorted where layers share tensors: elastic must be true");
    }
  }

  /** The state with sorted channels, momenta included. */
  float[] sorted(float[] state) {
    var sorted = state.clone();
    for (var layer : layers()) {
      sort(layer, sorted);
    }
    return sorted;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private List<String> layers() {
    return layout.slices().stream()
        .filter(slice -> slice.kind() == Slice.Kind.IDENTITY)
        .map(slice -> slice.name().replaceFirst(MATRIX, ""))
        .distinct()
        .toList();
  }

  private Slice slice(String name) {
    return layout.slice(name);
  }

  private void sort(String layer, float[] state) {
    int in = slice(layer + "/expand/kernel").shape().get(2);
    var widths = expansions.stream().map(each -> ChannelCount.divisible((double) in * each));
    var groups = widths.toList();
    var middle = order(slice(layer + "/project/kernel"), state, groups);
    move(layer + "/expand/kernel", 3, middle, state);
    for (var norm : List.of("/expand", "/depthwise")) {
      move(layer + norm + "/scale", 0, middle, state);
      move(layer + norm + "/offset", 0, middle, state);
    }
    move(layer + "/depthwise/kernel", 2, middle, state);
    move(layer + "/project/kernel", 2, middle, state);
    if (slices.containsKey(layer + "/squeeze/reduce/kernel")) {
      move(layer + "/squeeze/reduce/kernel", 2, middle, state);
      move(layer + "/squeeze/expand/kernel", 3, middle, state);
      move(layer + "/squeeze/expand/bias", 0, middle, state);
      var reduced = groups.stream().map(SqueezeExcitation::reduced).toList();
      var inner = order(slice(layer + "/squeeze/expand/kernel"), state, reduced);
      move(layer + "/squeeze/reduce/kernel", 3, inner, state);
      move(layer + "/squeeze/reduce/bias", 0, inner, state);
      move(layer + "/squeeze/expand/kernel", 2, inner, state);
    }
  }

  /** The inputs of a 1×1 kernel, the most important first within each group. */
  private static Integer[] order(Slice kernel, float[] state, List<Integer> widths) {
    int inputs = kernel.shape().get(2);
    int outputs = kernel.shape().get(3);
    var importance = new double[inputs];
    for (int i = 0; i < kernel.size(); i++) {
      importance[i / outputs] += Math.abs(state[kernel.offset() + i]);
    }
    var order = IntStream.range(0, inputs).boxed().toArray(Integer[]::new);
    var ends = new ArrayList<>(widths);
    ends.add(inputs);
    int from = 0;
    for (int end : ends.stream().sorted().toList()) {
      Arrays.sort(order, from, end, Comparator.comparingDouble(channel -> -importance[channel]));
      from = end;
    }
    return order;
  }

  private void move(String name, int axis, Integer[] order, float[] state) {
    move(slice(name), axis, order, state);
    var momentum = slices.get(name + MOMENTUM);
    if (momentum != null) {
      move(momentum, axis, order, state);
    }
  }

  private static void move(Slice slice, int axis, Integer[] order, float[] state) {
    var values = Arrays.copyOfRange(state, slice.offset(), slice.end());
    int inner = 1;
    for (int after = axis + 1; after < slice.shape().size(); after++) {
      inner *= slice.shape().get(after);
    }
    int extent = slice.shape().get(axis);
    for (int row = 0; row < values.length / (extent * inner); row++) {
      for (int to = 0; to < extent; to++) {
        System.arraycopy(
            values,
            (row * extent + order[to]) * inner,
            state,
            slice.offset() + (row * extent + to) * inner,
            inner);
      }
    }
  }
}
