package org.espalier.transforms.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.files.ContentName;
import org.espalier.transforms.method.TensorStore;

/**
 * Tensors in memory, for a search that is folded in one process. Keeps the latest few only: a state
 * refers to nothing older than its own round.
 */
public final class MemoryTensorStore implements TensorStore {

  private static final int KEPT = 16;

  private final Map<String, List<Tensor>> tensors =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Tensor>> eldest) {
          return size() > KEPT;
        }
      };

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
