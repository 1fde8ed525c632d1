package org.espalier.transforms.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.files.ContentName;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.StoredFiles;
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
      if (!StoredFiles.exists(path(name))) {
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
      if (!StoredFiles.exists(path(name))) {
        throw new IllegalStateException(
            "no shared tensors " + path(name) + ": the run directory is incomplete");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    List<Tensor> tensors = AvroFile.read(path(name), Tensor.getClassSchema());
    if (!ContentName.of(tensors).equals(name)) {
      throw new DamagedFileException(path(name), "its content is not what its name says");
    }
    return tensors;
  }

  private String path(String name) {
    return folder + '/' + name;
  }
}
