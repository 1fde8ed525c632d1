package org.espalier.models.operation;

import java.util.List;
import org.espalier.models.layer.Activation;
import org.espalier.models.layer.ChannelCount;
import org.espalier.models.layer.LayerBuilder;

/**
 * What all cells of AutoSpace have in common: a pointwise convolution to more channels, four nodes
 * at that width, a pointwise convolution to the output; the stride lies on the edges that leave
 * node 0. Which operation an edge has is left open.
 */
abstract class MotifWiring {
  /**
   * The value of a node.
   *
   * @param name prefix of the cell's tensors
   * @param node 1, 2 or 3
   * @param edges the edges that enter it, counted as in the genes
   * @param sources what they read
   * @param strides of each
   */
  abstract <T> T node(
      LayerBuilder<T> b,
      String name,
      int node,
      List<Integer> edges,
      List<T> sources,
      List<Integer> strides);

  <T> T apply(LayerBuilder<T> b, String name, T x, int expansion, int channels, int stride) {
    int mid = ChannelCount.divisible((double) b.channels(x) * expansion);
    var expanded = b.norm(name + "/expand", b.conv(name + "/expand", x, 1, mid, 1), true);
    var zero = b.activate(Activation.RELU6, expanded);
    var one = node(b, name, 1, List.of(0), List.of(zero), List.of(stride));
    var two = node(b, name, 2, List.of(1, 2), List.of(zero, one), List.of(stride, 1));
    var three = node(b, name, 3, List.of(3, 4), List.of(one, two), List.of(1, 1));
    return b.norm(name + "/project", b.conv(name + "/project", three, 1, channels, 1), true);
  }
}
