package org.espalier.transforms.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.files.ContentName;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.FileChecks;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.method.TensorStore;

/**
 * Tensors in a folder, one Avro file a content name.
 *
 * @param folder the folder, on any Beam file system
 */
public record FileTensorStore(String folder) implements TensorStore {

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");

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
        throw DamagedFileException.missing(path(name));
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

  /**
   * Checks every file.
   *
   * @param referred names that must be there
   */
  void check(Set<String> referred, FileChecks checks) {
    try {
      var names = new TreeSet<>(referred);
      StoredFiles.list(folder).stream()
          .filter(name -> NAME.matcher(name).matches())
          .forEach(names::add);
      names.forEach(name -> checks.read(path(name), () -> get(name)));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + folder, failure);
    }
  }

  private String path(String name) {
    return folder + '/' + name;
  }
}
