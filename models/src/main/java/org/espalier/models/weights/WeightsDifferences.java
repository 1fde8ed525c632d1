package org.espalier.models.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.espalier.models.pickle.Pickle;

/**
 * How the tensors of a file differ from those that a network needs: each one that is missing, of
 * another shape, or unexpected.
 *
 * @param lines one a tensor; none if the file fits
 */
public record WeightsDifferences(List<String> lines) {

  private static final int SHOWN = 20;

  /** Keeps a copy. */
  public WeightsDifferences {
    lines = List.copyOf(lines);
  }

  /** Compares names, shapes and types; reads no tensor. */
  public static WeightsDifferences between(NameMap map, List<TensorEntry> tensors) {
    var there = new HashMap<String, TensorEntry>();
    tensors.forEach(tensor -> there.put(tensor.name(), tensor));
    var lines = new ArrayList<String>();
    for (var mapped : map.tensors()) {
      var tensor = there.remove(mapped.name());
      if (tensor == null) {
        lines.add("missing %s %s".formatted(mapped.name(), mapped.shape()));
      } else if (!tensor.shape().equals(mapped.shape())) {
        lines.add(
            "%s has shape %s, the network %s"
                .formatted(mapped.name(), tensor.shape(), mapped.shape()));
      } else if (!tensor.type().isFloating()) {
        lines.add("%s holds %s, no weights".formatted(mapped.name(), tensor.type()));
      }
    }
    for (var tensor : tensors) {
      if (there.containsKey(tensor.name()) && !map.spare().test(tensor.name())) {
        lines.add("unexpected %s %s".formatted(Pickle.describe(tensor.name()), tensor.shape()));
      }
    }
    return new WeightsDifferences(lines);
  }

  /**
   * Goes on where there are none.
   *
   * @param file the file, for the message
   * @param network the network, for the message
   * @throws IllegalArgumentException listing the differences, at most 20
   */
  public void check(Object file, String network) {
    if (lines.isEmpty()) {
      return;
    }
    var shown = new ArrayList<>(lines.subList(0, Math.min(SHOWN, lines.size())));
    if (lines.size() > SHOWN) {
      shown.add("… and %d more".formatted(lines.size() - SHOWN));
    }
    throw new IllegalArgumentException(
        "%s does not hold the weights of %s, %d tensors differ:\n  %s"
            .formatted(file, network, lines.size(), String.join("\n  ", shown)));
  }
}
