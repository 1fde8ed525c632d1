package org.espalier.transforms.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.TensorStore;

/**
 * Tensors in a folder, one Avro file a content name.
 *
 * @param folder the folder, on any Beam file system
 */
public record FileTensorStore(String folder) implements TensorStore {

  @Override
  public String put(List<Tensor> tensors) {
    var name = ContentName.of(tensors);
    try {
      if (!AtomicFile.exists(path(name))) {
        AvroFile.write(path(name), Tensor.getClassSchema(), tensors);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return name;
  }

  @Override
  public List<Tensor> get(String name) {
    try {
      if (!AtomicFile.exists(path(name))) {
        throw new IllegalStateException(
            "no shared tensors " + path(name) + ": the run directory is incomplete");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return AvroFile.read(path(name), Tensor.getClassSchema());
  }

  private String path(String name) {
    return folder + '/' + name;
  }
}
