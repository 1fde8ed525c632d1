package org.espalier.models.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.pickle.Pickle;
import org.espalier.models.pickle.TorchTensor;

/**
 * The named tensors in what torch saved: a state dict alone, or the one of a dictionary of training
 * under one of the usual names.
 *
 * @param tensors by name, in their order
 * @param others names of what else was saved
 */
record StateDict(Map<String, TorchTensor> tensors, List<String> others) {

  private static final List<String> NESTED =
      List.of("state_dict", "model_state_dict", "model", "net", "network", "weights");
  private static final String PARALLEL = "module.";
  private static final int DEEPEST = 3;

  /**
   * Finds it.
   *
   * @throws IllegalArgumentException naming what was saved instead
   */
  static StateDict of(Object saved) {
    return find(saved, "", 0);
  }

  private static StateDict find(Object saved, String prefix, int depth) {
    if (!(saved instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "it holds %s, not a state dict: save model.state_dict()"
              .formatted(Pickle.describe(saved)));
    }
    for (var key : NESTED) {
      if (depth < DEEPEST && map.get(key) instanceof Map<?, ?> inner) {
        var found = find(inner, prefix + key + '.', depth + 1);
        var others = new ArrayList<>(found.others());
        map.keySet().stream()
            .filter(other -> !other.equals(key))
            .forEach(other -> others.add(prefix + Pickle.describe(other)));
        return new StateDict(found.tensors(), others);
      }
    }
    return own(map, prefix);
  }

  private static StateDict own(Map<?, ?> map, String prefix) {
    var tensors = new LinkedHashMap<String, TorchTensor>();
    var others = new ArrayList<String>();
    boolean parallel =
        map.keySet().stream().allMatch(key -> String.valueOf(key).startsWith(PARALLEL));
    map.forEach(
        (key, value) -> {
          var name = parallel ? String.valueOf(key).substring(PARALLEL.length()) : key;
          if (name instanceof String text && value instanceof TorchTensor tensor) {
            tensors.put(text, tensor);
          } else {
            others.add(prefix + Pickle.describe(name));
          }
        });
    if (tensors.isEmpty()) {
      throw new IllegalArgumentException(
          "it holds no tensors, only %s: save model.state_dict()"
              .formatted(others.subList(0, Math.min(others.size(), 5))));
    }
    return new StateDict(tensors, others);
  }
}
