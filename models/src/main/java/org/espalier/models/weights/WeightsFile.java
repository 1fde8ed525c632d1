package org.espalier.models.weights;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An open file of named tensors. Only names and shapes are in memory; a tensor is read when it is
 * asked for. For one thread at a time.
 */
public interface WeightsFile extends AutoCloseable {

  /** The file. */
  Path path();

  /** What kind of file it is, in words. */
  String format();

  /** Its tensors, in its order. Names begin without the {@code module.} of parallel training. */
  List<TensorEntry> tensors();

  /** Names of what else it holds, which nobody reads. */
  List<String> others();

  /** What its writer says beside the tensors; none in torch checkpoints. */
  default Map<String, String> metadata() {
    return Map.of();
  }

  /**
   * The elements of a tensor, little-endian, row-major, from position to limit.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException naming file and tensor, if it is damaged
   */
  ByteBuffer read(TensorEntry tensor);

  @Override
  void close();

  /** The tensor of a name. */
  default Optional<TensorEntry> tensor(String name) {
    return tensors().stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /**
   * The elements of a tensor of floating-point numbers, row-major.
   *
   * @throws IllegalArgumentException naming file and tensor, if it holds other elements
   */
  default float[] floats(TensorEntry tensor) {
    if (!tensor.type().isFloating()) {
      throw new IllegalArgumentException(
          "%s: %s holds %s, no weights".formatted(path(), tensor.name(), tensor.type()));
    }
    var data = read(tensor);
    var values = new float[data.remaining() / tensor.type().bytes()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.type().next(data);
    }
    return values;
  }

  /**
   * The elements of the tensor of a name, as weights are: finite.
   *
   * @throws IllegalArgumentException naming file and tensor, if it holds others
   */
  default float[] finite(String name) {
    var values = floats(tensor(name).orElseThrow());
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "%s: %s holds %s, weights are finite".formatted(path(), name, value));
      }
    }
    return values;
  }
}
