package org.espalier.transforms.storage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.files.ContentName;
import org.espalier.transforms.method.TensorStore;

/**
 * Tensors in memory, for a search that is folded in one process. Whoever folds says after each
 * round what its state refers to; the rest is dropped.
 */
public final class MemoryTensorStore implements TensorStore {
  private final Map<String, List<Tensor>> tensors = new HashMap<>();

  /** Drops all tensors but those of these names. */
  public synchronized void retain(Set<String> names) {
    tensors.keySet().retainAll(names);
  }

  @Override
  public synchronized String put(List<Tensor> content) {
    var name = ContentName.of(content);
    tensors.put(name, List.copyOf(content));
    return name;
  }

  @Override
  public synchronized List<Tensor> get(String name) {
    var found = tensors.get(name);
    if (found == null) {
      throw new IllegalStateException("no shared tensors " + name + " in memory");
    }
    return found;
  }
}
