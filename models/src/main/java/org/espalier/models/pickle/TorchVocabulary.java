package org.espalier.models.pickle;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.pickle.TorchTensor.TorchStorage;

/**
 * What the pickle of a torch checkpoint needs: storages, views of them, parameters, ordered
 * dictionaries with the attributes of a state dict, and NumPy's numbers. A tensor is described, not
 * read.
 */
final class TorchVocabulary implements Vocabulary {

  private static final String STORAGE = "Storage";
  private static final int STORAGE_PARTS = 5;
  private static final int TENSOR_PARTS = 4;

  private final NumpyVocabulary numbers = new NumpyVocabulary();

  /** The class of a storage. */
  private record StorageType(String name) implements Global {
    @Override
    public Object call(PickleInput in, List<?> arguments) {
      throw in.refused("a storage is named, not made");
    }
  }

  @Override
  public Global named(PickleInput in, String module, String name) {
    if (module.equals("torch._utils") && name.equals("_rebuild_tensor_v2")) {
      return TorchVocabulary::tensor;
    }
    if (module.equals("torch._utils") && name.equals("_rebuild_parameter")) {
      return (input, arguments) -> tensorOf(input, arguments.get(0));
    }
    if (module.equals("torch") && name.equals("Size")) {
      return (input, arguments) -> arguments.get(0);
    }
    if (module.equals("torch") && name.endsWith(STORAGE) && name.matches("[A-Za-z0-9]{1,32}")) {
      return new StorageType(name);
    }
    return numbers.named(in, module, name);
  }

  @Override
  public Object persistent(PickleInput in, Object reference) {
    if (reference instanceof List<?> parts
        && parts.size() >= STORAGE_PARTS
        && "storage".equals(parts.get(0))
        && parts.get(1) instanceof StorageType type
        && parts.get(2) instanceof String key
        && parts.get(4) instanceof Long elements) {
      if (parts.size() > STORAGE_PARTS && parts.get(STORAGE_PARTS) != Pickle.NONE) {
        throw in.refused(
            "storage %s is a view of another, as before torch 0.4: save it again with a newer torch"
                .formatted(Pickle.describe(key)));
      }
      return new TorchStorage(type.name(), key, elements);
    }
    throw in.refused("it refers to " + Pickle.describe(reference) + ", not to a storage");
  }

  /** A state dict has attributes, of which none is needed. */
  @Override
  public void build(PickleInput in, Object made, Object state) {
    if (!(made instanceof java.util.Map<?, ?>)) {
      numbers.build(in, made, state);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static Object tensor(PickleInput in, List<?> arguments) {
    if (arguments.size() < TENSOR_PARTS
        || !(arguments.get(0) instanceof TorchStorage storage)
        || !(arguments.get(1) instanceof Long offset)) {
      throw in.refused("it has a tensor without a storage");
    }
    return new TorchTensor(
        storage, offset, extents(in, arguments.get(2)), extents(in, arguments.get(3)));
  }

  private static Object tensorOf(PickleInput in, Object made) {
    if (made instanceof TorchTensor) {
      return made;
    }
    throw in.refused("it has a parameter without a tensor");
  }

  private static List<Long> extents(PickleInput in, Object value) {
    var extents = new ArrayList<Long>();
    if (value instanceof List<?> list) {
      in.copied((long) Long.BYTES * list.size());
      for (var extent : list) {
        if (!(extent instanceof Long number)) {
          throw in.refused("a tensor's shape holds " + Pickle.describe(extent));
        }
        extents.add(number);
      }
      return extents;
    }
    throw in.refused("a tensor's shape is " + Pickle.describe(value));
  }
}
