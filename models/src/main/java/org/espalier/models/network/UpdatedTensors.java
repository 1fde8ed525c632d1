package org.espalier.models.network;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.Slice;
import org.espalier.models.layer.TensorLister;
import org.espalier.models.numbers.OptionMask;

/**
 * Which tensors a step along a path updates. Where nodes choose what they read, tensors belong to
 * no option: the network of the path alone says which there are.
 */
final class UpdatedTensors {

  private final Network network;
  private int[] latest = {};
  private Set<String> ofLatest = Set.of();

  UpdatedTensors(Network network) {
    this.network = network;
  }

  /** Whether a step along a path updates a tensor. */
  boolean has(Slice slice, int[] path) {
    if (!network.choosesSources() || slice.decision() >= 0) {
      return slice.touchedBy(path);
    }
    if (!Arrays.equals(latest, path)) {
      latest = path.clone();
      ofLatest = names(path);
    }
    return ofLatest.contains(slice.updated());
  }

  private Set<String> names(int[] path) {
    var index = network.options();
    var alone =
        OptionMask.where(
            index, position -> path[index.decision(position)] == index.option(position));
    return TensorLister.list(network, alone, 1).slices().stream()
        .map(Slice::name)
        .collect(Collectors.toSet());
  }
}
